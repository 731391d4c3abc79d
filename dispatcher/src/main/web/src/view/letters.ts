/** What was given up, to be replayed or dropped. */
import { batchPath, get, post, query } from '../api.js';
import { announce } from '../announce.js';
import { meaningOf } from '../codes.js';
import { fill, h } from '../dom.js';
import { count, counted, moment } from '../format.js';
import { type Letter, type Replayed, type Slice, addressOf } from '../model.js';
import { confirmed } from '../part/confirm.js';
import { attempt } from '../part/problem.js';
import { type Visit, heading, reload } from '../router.js';

const PAGE = 50;

export async function letters({ main, query: asked, signal }: Visit): Promise<void> {
  const batch = asked.get('batch') ?? '';
  const code = asked.get('code') ?? '';
  const answer = h('div', {});
  const list = h('ul', { class: 'letters' });
  const more = h('button', { type: 'button', class: 'button', hidden: true }, 'Show more');
  const actions = buttons(list, answer);
  fill(main, heading('Dead letters'), narrow(batch, code), answer, actions, list, h('p', { class: 'row' }, more));
  let after: string | undefined;
  const load = async (): Promise<void> => {
    const slice = await get<Slice<Letter>>(query('dead-letters', { batch, code, after, limit: PAGE }), signal);
    const rows = slice.items.map(row);
    list.append(...rows);
    const repeated = after !== undefined;
    after = slice.next;
    more.hidden = !after;
    actions.hidden = !list.children.length;
    if (!list.children.length) {
      fill(answer, h('div', { class: 'empty' }, h('p', { class: 'lead' }, 'No dead letters.'), h('p', {}, 'Jobs that failed for good come here, until somebody replays or drops them.')));
    } else if (repeated) {
      rows[0]?.querySelector('input')?.focus();
    }
  };
  more.addEventListener('click', () => void attempt(more, answer, load));
  await load();
}

function narrow(batch: string, code: string): HTMLElement {
  const field = (name: string, label: string, value: string): HTMLElement =>
    h('div', {}, h('label', { for: name }, label), h('input', { id: name, name, value, autocomplete: 'off', spellcheck: false }));
  return h('form', {
    class: 'narrow',
    submit: (event) => {
      event.preventDefault();
      const data = new FormData(event.target as HTMLFormElement);
      const to = query('#/dead-letters', { batch: String(data.get('batch')).trim(), code: String(data.get('code')).trim() });
      if (location.hash === to) {
        reload();
      }
      location.hash = to;
    },
  }, field('batch', 'Batch', batch), field('code', 'Code', code), h('button', { class: 'button' }, 'Show'));
}

function row(letter: Letter): HTMLElement {
  const meaning = h('p', { class: 'quiet' });
  const name = letter.source ? addressOf(letter.source) : letter.jobId ?? 'no job';
  void meaningOf(letter.code).then((said) => { meaning.textContent = said.remedy; });
  const box = h('input', { type: 'checkbox', value: letter.id, 'aria-label': `Choose ${name}`, disabled: letter.resolution !== undefined });
  const to = letter.batchId && letter.jobId ? `#/${batchPath(letter.batchId)}/jobs/${encodeURIComponent(letter.jobId)}` : undefined;
  return h('li', {},
    box,
    h('div', {},
      h('p', { class: 'address' }, to ? h('a', { href: to }, name) : name),
      h('p', {}, h('strong', { class: 'bad' }, letter.code), ' ', letter.reason ?? ''),
      meaning,
      h('p', { class: 'quiet' },
        h('time', { datetime: letter.time }, moment(letter.time)),
        ` · ${counted(letter.attempts, 'attempt')}`,
        letter.replays ? ` · replayed ${count(letter.replays)} times` : '',
        letter.recipe && ` · ${letter.recipe}`,
        letter.worker && ` · ${letter.worker}`,
        letter.resolution && ` · ${letter.resolution.action} by ${letter.resolution.by}`)));
}

function buttons(list: HTMLElement, answer: HTMLElement): HTMLElement {
  const chosen = (): string[] => [...list.querySelectorAll<HTMLInputElement>('input:checked')].map((box) => box.value);
  const all = h('button', { type: 'button', class: 'link', click: () => {
    const boxes = [...list.querySelectorAll<HTMLInputElement>('input:not(:disabled)')];
    const every = boxes.every((box) => box.checked);
    boxes.forEach((box) => { box.checked = !every; });
  } }, 'Choose all, or none');
  const act = (word: string, path: string, done: string, danger: boolean): HTMLButtonElement => {
    const button = h('button', { type: 'button', class: danger ? 'button danger' : 'button' }, word);
    button.addEventListener('click', () => void attempt(button, answer, async () => {
      const ids = chosen();
      if (!ids.length) {
        fill(answer, h('p', { class: 'answer', role: 'alert' }, 'Choose some letters first.'));
        return;
      }
      const reason = await confirmed(`${word} ${counted(ids.length, 'letter')}?`,
        danger ? 'Nothing more will be done about them.' : 'Their jobs are published again.', word, true);
      if (reason === undefined) {
        return;
      }
      const said = await post<Partial<Replayed>>(path, { ids, ...(reason && { reason }) });
      ids.forEach((id) => list.querySelector(`input[value="${CSS.escape(id)}"]`)?.closest('li')?.remove());
      const text = `${counted(ids.length - (said.refused ?? 0), 'letter')} ${done}${said.refused ? `, ${count(said.refused)} refused` : ''}.`;
      fill(answer, h('p', { class: 'answer' }, text));
      announce(text);
    }));
    return button;
  };
  return h('div', { class: 'row', hidden: true }, act('Replay', 'dead-letters/replay', 'replayed', false), act('Drop', 'dead-letters/drop', 'dropped', true), all);
}
