import { batchPath, post, query } from '../api.js';
import { announce } from '../announce.js';
import { meaningOf } from '../codes.js';
import { fill, h, say } from '../dom.js';
import { count, counted } from '../format.js';
import type { Batch, Replayed } from '../model.js';
import { attempt } from './problem.js';

export interface Failures {
  element: HTMLElement;
  show(batch: Batch): void;
}

/** Failures by code, with what a code means and a button that has such jobs done again. */
export function failures(batchId: string, replayed: () => void): Failures {
  const list = h('ul', { class: 'failures' });
  const answer = h('div', {});
  const everything = h('button', { type: 'button', class: 'button' }, 'Replay every failure');
  const element = h('section', { hidden: true },
    h('div', { class: 'name' }, h('h2', {}, 'Failures'), everything), answer, list,
    h('p', { class: 'quiet' }, h('a', { href: query('#/dead-letters', { batch: batchId }) }, 'Dead letters of this batch')));
  const rows = new Map<string, { element: HTMLElement; number: HTMLElement }>();
  const replay = (button: HTMLButtonElement, codes?: string[]): void => {
    void attempt(button, answer, async () => {
      const said = await post<Replayed>(batchPath(batchId, '/retry'), codes ? { codes } : {});
      const refused = said.refused ? `, ${count(said.refused)} cannot be` : '';
      const before = said.resolvedBefore ? `, ${count(said.resolvedBefore)} were before` : '';
      const text = `${counted(said.replayed, 'job')} replayed${before}${refused}.`;
      fill(answer, h('p', { class: 'answer' }, text));
      announce(text);
      replayed();
    });
  };
  everything.addEventListener('click', () => replay(everything));
  return {
    element,
    show(batch) {
      const codes = Object.entries(batch.failuresByCode).filter(([, n]) => n > 0);
      // What was replayed is said even when nothing is left to be replayed.
      element.hidden = codes.length === 0 && !answer.children.length;
      everything.hidden = codes.length < 2;
      for (const [code, number] of codes) {
        let row = rows.get(code);
        if (!row) {
          row = rowOf(batchId, code, replay);
          rows.set(code, row);
          list.append(row.element);
        }
        row.element.hidden = false;
        say(row.number, count(number));
      }
      for (const [code, row] of rows) {
        if (!codes.some(([present]) => present === code)) {
          row.element.hidden = true;
        }
      }
    },
  };
}

function rowOf(batchId: string, code: string, replay: (button: HTMLButtonElement, codes: string[]) => void) {
  const number = h('a', { class: 'count', href: `#/${batchPath(batchId)}/results?code=${code}` });
  const meaning = h('p', {});
  const remedy = h('p', { class: 'quiet' });
  const button = h('button', { type: 'button', class: 'button', 'data-replay': code }, 'Replay', h('span', { class: 'hidden' }, ` ${code}`));
  button.addEventListener('click', () => replay(button, [code]));
  void meaningOf(code).then((said) => { say(meaning, said.meaning); say(remedy, said.remedy); });
  return { element: h('li', {}, number, h('div', {}, h('h3', {}, code), meaning, remedy), button), number };
}
