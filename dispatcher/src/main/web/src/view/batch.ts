/** One batch, as it goes on. */
import { Problem, batchPath, get, post } from '../api.js';
import { announce } from '../announce.js';
import { fill, h } from '../dom.js';
import { count, moment, percent } from '../format.js';
import { type Batch, done, ended } from '../model.js';
import { isKnown, selected, stateMark, titleOf } from '../part/batch-words.js';
import { confirmed } from '../part/confirm.js';
import { counters } from '../part/counters.js';
import { failures } from '../part/failures.js';
import { facts } from '../part/facts.js';
import { attempt, failureBox, problemBox } from '../part/problem.js';
import { report } from '../part/report.js';
import { follow, sleep } from '../stream.js';
import { type Visit, heading } from '../router.js';

/** Those who listen are told so often. */
const SPOKEN_MS = 15_000;

/** So often it is looked whether something has begun. */
const TRIES = 6;
const PAUSE_MS = 1_000;

export async function batch({ main, path: [batchId = ''], signal }: Visit): Promise<void> {
  const first = await found(batchId, signal);
  const address = `#/${batchPath(batchId)}`;
  const notice = h('div', {});
  const mark = stateMark();
  const cancel = cancelButton(batchId, notice, (now) => show(now));
  const refused = refusal();
  const parts = [mark, refused, counters(address), failures(batchId, () => void again()), report(batchId, signal)] as const;
  const [, , counted, failed, reported] = parts;
  const speak = speaker();
  let latest = first;
  const show = (now: Batch): void => {
    latest = now;
    parts.forEach((part) => part.show(now));
    cancel.hidden = ended(now) || now.state === 'cancelling';
    speak(now);
  };
  let following = false;
  /** Follows the batch until it has ended. */
  const live = async (): Promise<void> => {
    if (following) {
      return;
    }
    following = true;
    try {
      await follow(batchPath(batchId, '/events'), {
        event(type, data) {
          if (type === 'batch') {
            show(JSON.parse(data) as Batch);
          }
          notice.querySelector('.lost')?.remove();
          return type === 'end';
        },
        lost(problem) {
          fill(notice, h('p', { class: 'lost quiet' }, `${problem.title} Asking again…`));
        },
      }, signal);
    } catch (e) {
      fill(notice, problemBox(e as Problem));
    } finally {
      following = false;
    }
  };
  /** After a replay: the tracker may take a moment to hear of it, and say until then that the batch has ended. */
  const again = async (): Promise<void> => {
    const before = latest;
    for (let i = 0; i < TRIES && latest.updatedAt === before.updatedAt && !signal.aborted; i++) {
      await sleep(i * PAUSE_MS, signal);
      await live();
    }
  };
  show(first);
  fill(
    main,
    title(first, mark.element, h('div', { class: 'row' },
      h('a', { class: 'button primary', href: `${address}/results` }, 'See the results'),
      h('a', { class: 'button', href: `${address}/review` }, 'Review'),
      cancel)),
    notice,
    refused.element,
    h('div', { class: 'batch' },
      h('div', {}, counted.element, failed.element, reported.element),
      h('div', { class: 'aside' }, about(first))),
  );
  if (!ended(first)) {
    await live();
  }
}

/** The batch. One that was submitted here a moment ago may not be known everywhere yet. */
async function found(batchId: string, signal: AbortSignal): Promise<Batch> {
  for (let i = 0; ; i++) {
    try {
      return await get<Batch>(batchPath(batchId), signal);
    } catch (e) {
      if (!(e instanceof Problem && e.status === 404 && isKnown(batchId) && i < TRIES)) {
        throw e;
      }
      await sleep(PAUSE_MS, signal);
    }
  }
}

/** Why a batch was rejected, once it is. */
function refusal(): { element: HTMLElement; show(batch: Batch): void } {
  const element = h('div', {});
  return {
    element,
    show({ code, message }) {
      if (code && !element.children.length) {
        const box = failureBox(code, message ?? '');
        element.append(box);
      }
    },
  };
}

function title(batch: Batch, mark: HTMLElement, actions: HTMLElement): HTMLElement {
  const head = heading(titleOf(batch), h('nav', { class: 'trail', 'aria-label': 'Way back' }, h('a', { href: '#/' }, 'Batches')));
  head.append(mark, actions);
  return head;
}

function about(batch: Batch): HTMLElement {
  const target = batch.target && `s3://${batch.target.bucket}/${batch.target.prefix}`;
  const at = batch.submittedAt && h('time', { datetime: batch.submittedAt }, moment(batch.submittedAt));
  return h('section', {}, h('h2', {}, 'Submission'),
    facts(
      ['Batch', h('code', {}, batch.batchId)],
      ['From', selected(batch.selection)],
      ['Recipe', batch.recipe],
      ['Results', target],
      ['Workers', batch.pool && `${batch.pool}, ${batch.lane ?? 'bulk'}`],
      ['Submitted', at],
      ['By', [batch.submittedBy, batch.tenant].filter(Boolean).join(' of ')],
    ));
}

function cancelButton(batchId: string, notice: HTMLElement, show: (now: Batch) => void): HTMLButtonElement {
  const button = h('button', { type: 'button', class: 'button danger' }, 'Cancel the batch');
  button.addEventListener('click', () => void attempt(button, notice, async () => {
    if (await confirmed('Cancel this batch?', 'Jobs that wait are passed over; those in progress end. What is done stays.', 'Cancel it') !== undefined) {
      show(await post<Batch>(batchPath(batchId, '/cancel')));
      announce('The batch is being cancelled.');
    }
  }));
  return button;
}

/** Tells those who listen how far it is: at the start, now and then, and at the end. */
function speaker(): (batch: Batch) => void {
  let last = 0;
  let state = '';
  return (batch) => {
    const now = Date.now();
    if (batch.state === state && (ended(batch) || now - last < SPOKEN_MS)) {
      return;
    }
    last = now;
    state = batch.state;
    const failed = batch.failed ? `, ${count(batch.failed)} failed` : '';
    announce(`${titleOf(batch)} ${batch.state}: ${percent(done(batch), batch.jobs)}, ${count(done(batch))} of ${count(batch.jobs)}${failed}.`);
  };
}
