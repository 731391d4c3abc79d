import { setToken, token } from '../api.js';
import { byId, fill, h } from '../dom.js';

/** Asks for a token in place of the view, until the API takes it. */
export function askForToken(): void {
  if (document.getElementById('token')) {
    return;
  }
  const field = h('input', { id: 'token', type: 'password', autocomplete: 'off', spellcheck: false, required: true });
  const refused = token() !== '';
  setToken('');
  const form = h(
    'form',
    { class: 'token panel', submit: (event) => { event.preventDefault(); setToken(field.value.trim()); location.reload(); } },
    h('h1', {}, 'A token, please'),
    h('p', {}, refused
      ? 'The token was not taken: it is unknown, or has expired.'
      : 'This dispatcher shows itself to those who bring a token. It is kept until this window is closed.'),
    h('label', { for: 'token' }, 'Token'),
    h('div', { class: 'row' }, field, h('button', { class: 'button primary' }, 'Open')),
  );
  fill(byId('main'), form);
  field.focus();
}
