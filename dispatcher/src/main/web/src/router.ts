/** Shows the view that the address names after its `#`. */
import { byId, fill, h } from './dom.js';
import { Problem } from './api.js';
import { problemBox } from './part/problem.js';

/** What a view is given: where to draw, what was asked for, and when to stop. */
export interface Visit {
  main: HTMLElement;
  /** The parts of the path that the route leaves open, in order. */
  path: string[];
  query: URLSearchParams;
  /** Aborted when another view is shown. */
  signal: AbortSignal;
}

export interface Route {
  pattern: RegExp;
  section: string;
  view(visit: Visit): Promise<void>;
}

let current = new AbortController();

/** Shows what the address names, now and whenever it changes. */
export function route(routes: Route[]): void {
  window.addEventListener('hashchange', () => void show(routes, true));
  void show(routes, false);
}

/** Shows the same again, as if it were called for the first time. */
export function reload(): void {
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The view's title, as heading and as the window's name. */
export function heading(text: string, ...above: Node[]): HTMLElement {
  document.title = `${text} · Albumen`;
  return h('header', { class: 'heading' }, ...above, h('h1', { tabindex: -1 }, text));
}

async function show(routes: Route[], moved: boolean): Promise<void> {
  const address = location.hash.replace(/^#/, '') || '/';
  current.abort();
  current = new AbortController();
  const [path = '/', search = ''] = address.split('?', 2);
  const main = h('div', { class: 'view' });
  fill(byId('main'), main);
  const found = routes.find((candidate) => candidate.pattern.test(path));
  mark(found?.section ?? '');
  if (moved) {
    window.scrollTo(0, 0);
  }
  try {
    if (!found) {
      fill(main, heading('Nothing here'), h('p', {}, 'The page has no such place. ', h('a', { href: '#/' }, 'All batches')));
      return;
    }
    const parts = (found.pattern.exec(path) ?? []).slice(1).map((part) => decodeURIComponent(part ?? ''));
    await drawn(found, { main, path: parts, query: new URLSearchParams(search), signal: current.signal }, moved);
  } catch (e) {
    if (!(e instanceof DOMException && e.name === 'AbortError')) {
      main.append(problemBox(e instanceof Problem ? e : new Problem(0, 'A defect of this page.', String(e))));
    }
  }
}

/** Moves the focus to the heading as soon as there is one, so that keyboard and screen reader begin there. */
async function drawn(found: Route, visit: Visit, moved: boolean): Promise<void> {
  const focus = (): void => visit.main.querySelector('h1')?.focus({ preventScroll: true });
  const view = found.view(visit);
  if (moved) {
    if (visit.main.querySelector('h1')) {
      focus();
    } else {
      const observer = new MutationObserver(() => {
        if (visit.main.querySelector('h1')) {
          observer.disconnect();
          focus();
        }
      });
      observer.observe(visit.main, { childList: true });
    }
  }
  await view;
}

function mark(section: string): void {
  for (const link of byId('nav').querySelectorAll('a')) {
    if (link.dataset['section'] === section) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
}
