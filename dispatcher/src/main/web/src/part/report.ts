import { batchPath, get, send } from '../api.js';
import { announce } from '../announce.js';
import { fill, h } from '../dom.js';
import { count, counted } from '../format.js';
import { type Batch, type Report, ended } from '../model.js';
import { confirmed } from './confirm.js';
import { attempt } from './problem.js';

const SHOWN = 100;

export interface ReportPart {
  element: HTMLElement;
  show(batch: Batch): void;
}

/** The report: malformed rows, to be kept as a file, or to be forgotten. */
export function report(batchId: string, signal: AbortSignal): ReportPart {
  const answer = h('div', {});
  const rows = h('div', {});
  const keep = h('button', { type: 'button', class: 'button' }, 'Save the report');
  const forget = h('button', { type: 'button', class: 'button danger' }, 'Forget this batch');
  keep.addEventListener('click', () => void attempt(keep, answer, () => save(batchId)));
  forget.addEventListener('click', () => void attempt(forget, answer, async () => {
    if (await confirmed('Forget this batch?', 'Its counts, its report and the list of its jobs are deleted. Results stay where they are.', 'Forget it') !== undefined) {
      await send(batchPath(batchId, '/report'), { method: 'DELETE' });
      announce('The batch is forgotten.');
      location.hash = '#/';
    }
  }));
  let shown = -1;
  return {
    element: h('section', {}, h('h2', {}, 'Report'), rows, h('p', { class: 'row' }, keep, forget), answer),
    show(batch) {
      forget.hidden = !ended(batch);
      if (batch.rejectedRows !== shown) {
        shown = batch.rejectedRows;
        void list(batchId, batch.rejectedRows, rows, signal).catch(() => { shown = -1; });
      }
    },
  };
}

async function list(batchId: string, number: number, place: HTMLElement, signal: AbortSignal): Promise<void> {
  if (number === 0) {
    fill(place);
    return;
  }
  const { rejectedRows } = await get<Report>(batchPath(batchId, '/report'), signal);
  const rows = rejectedRows.slice(0, SHOWN).map((row) =>
    h('tr', {}, h('td', {}, row.file), h('td', { class: 'figure' }, count(row.line)), h('td', {}, row.message)));
  fill(
    place,
    h('p', {}, `${counted(number, 'row')} of the manifest became no job${number > rows.length ? `; the first ${count(rows.length)}` : ''}:`),
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Malformed rows' },
      h('table', { class: 'plain' },
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'File'), h('th', { scope: 'col', class: 'figure' }, 'Line'), h('th', { scope: 'col' }, 'What is wrong'))),
        h('tbody', {}, ...rows))),
  );
}

/** By fetch, so that a token goes with it. */
async function save(batchId: string): Promise<void> {
  const response = await send(batchPath(batchId, '/report'));
  const address = URL.createObjectURL(await response.blob());
  h('a', { href: address, download: `${batchId}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
