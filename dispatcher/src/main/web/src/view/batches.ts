/** All batches, the latest first. */
import { Problem, get, query } from '../api.js';
import { fill, h, say } from '../dom.js';
import { count, counted, moment, percent } from '../format.js';
import { type Batch, type Slice, done, ended } from '../model.js';
import { pace, selected, stateMark, titleOf } from '../part/batch-words.js';
import { problemBox } from '../part/problem.js';
import { progress } from '../part/progress.js';
import { visible } from '../part/visible.js';
import { type Visit, heading } from '../router.js';

const PAGE = 20;
const BUSY_MS = 2_000;
const IDLE_MS = 10_000;

export async function batches({ main, query: asked, signal }: Visit): Promise<void> {
  const after = asked.get('after') ?? undefined;
  const list = h('ol', { class: 'ledger' });
  const pager = h('nav', { class: 'pager', 'aria-label': 'Pages' });
  const notice = h('div', {});
  fill(main, heading('Batches'), notice, list, pager);
  const rows = new Map<string, Row>();
  while (!signal.aborted) {
    try {
      const slice = await get<Slice<Batch>>(query('batches', { after, limit: PAGE }), signal);
      fill(notice, !slice.items.length && nothing(after));
      draw(list, rows, slice.items);
      turn(pager, after, slice.next);
      await visible(slice.items.every(ended) ? IDLE_MS : BUSY_MS, signal);
    } catch (e) {
      if (signal.aborted) {
        return;
      }
      fill(notice, problemBox(e instanceof Problem ? e : new Problem(0, 'A defect of this page.', String(e))));
      await visible(IDLE_MS, signal);
    }
  }
}

interface Row {
  element: HTMLElement;
  show(batch: Batch): void;
}

/** Rows stay the elements that they are, so that focus and selection survive. */
function draw(list: HTMLElement, rows: Map<string, Row>, items: Batch[]): void {
  const known = new Set(items.map((batch) => batch.batchId));
  for (const [id, row] of rows) {
    if (!known.has(id)) {
      row.element.remove();
      rows.delete(id);
    }
  }
  items.forEach((batch, i) => {
    let row = rows.get(batch.batchId);
    if (!row) {
      row = rowOf(batch);
      rows.set(batch.batchId, row);
    }
    row.show(batch);
    if (list.children[i] !== row.element) {
      list.insertBefore(row.element, list.children[i] ?? null);
    }
  });
}

function rowOf(batch: Batch): Row {
  const address = `#/batches/${encodeURIComponent(batch.batchId)}`;
  const mark = stateMark();
  const bar = progress(`Progress of ${titleOf(batch)}`);
  const share = h('span', { class: 'share' });
  const tally = tallyOf(address);
  const speed = h('p', { class: 'pace' });
  const about = [batch.recipe, selected(batch.selection), batch.lane === 'interactive' && 'interactive'].filter(Boolean).join(' · ');
  const element = h(
    'li',
    { 'data-batch': batch.batchId },
    h('div', { class: 'name' }, h('h2', {}, h('a', { href: address }, titleOf(batch))), mark.element),
    h('p', { class: 'about' }, about),
    h('p', { class: 'when' }, batch.submittedAt && h('time', { datetime: batch.submittedAt }, moment(batch.submittedAt))),
    h('div', { class: 'progress' }, bar.element, share),
    tally.element,
    speed,
  );
  return {
    element,
    show(now) {
      mark.show(now);
      bar.show(now);
      say(share, now.jobs ? percent(done(now), now.jobs) : '');
      tally.show(now);
      say(speed, pace(now));
    },
  };
}

/** Its parts stay the elements that they are: a link that has the focus keeps it. */
function tallyOf(address: string): Row {
  const counts = h('span', {});
  const failed = h('span', { class: 'bad' });
  const review = h('a', { class: 'review', href: `${address}/review` });
  const rows = h('span', {});
  const message = h('span', { class: 'bad' });
  return {
    element: h('p', { class: 'tally' }, counts, failed, review, rows, message),
    show(batch) {
      const open = batch.state === 'expanding' || batch.state === 'queued';
      say(counts, `${count(done(batch))} of ${count(batch.jobs)}${open ? ' so far' : ''}`);
      sayOrHide(failed, batch.failed ? `${count(batch.failed)} failed` : '');
      sayOrHide(review, batch.needsReview ? `${count(batch.needsReview)} to review` : '');
      sayOrHide(rows, batch.rejectedRows ? counted(batch.rejectedRows, 'malformed row') : '');
      sayOrHide(message, batch.message ?? '');
    },
  };
}

function sayOrHide(element: HTMLElement, text: string): void {
  element.hidden = !text;
  say(element, text);
}

function nothing(after: string | undefined): HTMLElement {
  return after
    ? h('p', {}, 'No older batches. ', h('a', { href: '#/' }, 'The latest'))
    : h('div', { class: 'empty' },
        h('p', { class: 'lead' }, 'No photographs have been sent yet.'),
        h('p', {}, 'A batch takes every photograph under a prefix, or every one that a manifest names, and restores each of them once.'),
        h('a', { class: 'button primary', href: '#/submit' }, 'Make the first batch'));
}

function turn(pager: HTMLElement, after: string | undefined, next: string | undefined): void {
  const key = `${after ?? ''}|${next ?? ''}`;
  if (pager.dataset['shown'] === key) {
    return;
  }
  pager.dataset['shown'] = key;
  fill(
    pager,
    after && h('a', { class: 'button', href: '#/' }, 'Latest'),
    next && h('a', { class: 'button', href: query('#/', { after: next }), rel: 'next' }, 'Older batches'),
  );
}
