/** Says something to those who listen to the page. */
import { byId } from './dom.js';

/** Politely: after what is being read. The same text twice is said twice. */
export function announce(text: string): void {
  const region = byId('announcer');
  region.textContent = '';
  requestAnimationFrame(() => { region.textContent = text; });
}
