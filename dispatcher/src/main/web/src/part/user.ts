import { get, setToken, token } from '../api.js';
import { byId, fill, h } from '../dom.js';
import type { Me } from '../model.js';

/** Who the API takes the reader for. */
export async function showUser(): Promise<void> {
  try {
    const me = await get<Me>('me');
    const roles = me.roles.length ? ` · may ${me.roles.join(', ')}` : '';
    const forget = h('button', { class: 'link', click: () => { setToken(''); location.reload(); } }, 'Forget the token');
    fill(byId('who'), `${me.name ?? 'Nobody in particular'}${me.tenant ? ` of ${me.tenant}` : ''}${roles} `, token() && forget);
  } catch {
    fill(byId('who'));
  }
}
