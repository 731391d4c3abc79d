/** Results that somebody should look at, one after the other: of one batch, or of all. */
import { batchPath, get, query } from '../api.js';
import { announce } from '../announce.js';
import { fill, h } from '../dom.js';
import { count } from '../format.js';
import { type Batch, type Face, type Job, type Sidecar, type Slice, addressOf, nameOf } from '../model.js';
import { titleOf } from '../part/batch-words.js';
import { compare } from '../part/compare.js';
import { agreement, faceTable } from '../part/facts.js';
import { listenForVerdicts, verdictForm } from '../part/verdict.js';
import { type Visit, heading } from '../router.js';
import { sidecarOf } from './photograph.js';

const PAGE = 50;

export async function review({ main, path: [only], signal }: Visit): Promise<void> {
  const place = h('div', { class: 'queue' });
  fill(main, heading('Needs review'), place);
  listenForVerdicts(main, signal);
  const queue = waiting(only, signal);
  let seen = 0;
  for (let next = await queue.next(); !next.done && !signal.aborted; next = await queue.next()) {
    const { job, batch } = next.value;
    const sidecar = await sidecarOf(job, signal);
    await shown(place, job, batch, sidecar, Math.max(0, batch.needsReview), seen === 0, signal);
    seen += 1;
  }
  if (!signal.aborted) {
    nothingLeft(place, seen, only);
  }
}

interface Waiting {
  job: Job;
  batch: Batch;
}

/**
 * What waits, batch by batch. Pages are asked for as they are needed; a job that was shown is not shown again, though the
 * tracker may not have heard of its verdict yet.
 */
async function* waiting(only: string | undefined, signal: AbortSignal): AsyncGenerator<Waiting> {
  for await (const batch of only ? one(only, signal) : all(signal)) {
    if (batch.needsReview === 0) {
      continue;
    }
    let left = batch.needsReview;
    let after: string | undefined;
    do {
      const jobs: Slice<Job> = await get(query(batchPath(batch.batchId, '/jobs'), { review: true, after, limit: PAGE }), signal);
      for (const job of jobs.items) {
        yield { job, batch: { ...batch, needsReview: left } };
        left -= 1;
      }
      after = jobs.next;
    } while (after);
  }
}

async function* one(batchId: string, signal: AbortSignal): AsyncGenerator<Batch> {
  yield await get<Batch>(batchPath(batchId), signal);
}

async function* all(signal: AbortSignal): AsyncGenerator<Batch> {
  let after: string | undefined;
  do {
    const slice: Slice<Batch> = await get(query('batches', { after, limit: PAGE }), signal);
    yield* slice.items;
    after = slice.next;
  } while (after);
}

/** Shows one, until it was judged or passed over. */
function shown(place: HTMLElement, job: Job, batch: Batch, sidecar: Sidecar | undefined, left: number, first: boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    const skip = h('button', { type: 'button', class: 'button', click: () => { announce('Left for later.'); resolve(); } }, 'Later');
    const form = verdictForm(job, async (verdict) => {
      announce(`${nameOf(job.source)} ${verdict}.`);
      resolve();
    });
    form.querySelector('.row')?.append(skip);
    const title = h('h2', { tabindex: -1 }, nameOf(job.source));
    fill(
      place,
      h('p', { class: 'quiet' }, h('a', { href: `#/${batchPath(batch.batchId)}` }, titleOf(batch)), ` · ${count(left)} to look at`),
      h('div', { class: 'photograph' },
        h('div', {}, job.result && compare(job, job.result, sidecar, signal)),
        h('div', { class: 'aside' },
          h('section', { class: 'panel' }, title, h('p', { class: 'address' }, addressOf(job.source)), why(job, sidecar), form),
          h('section', {}, h('h3', {}, 'Faces'), faceTable(sidecar?.faces ?? job.faces)))),
    );
    if (!first) {
      title.focus({ preventScroll: true });
      place.scrollIntoView({ block: 'start' });
    }
  });
}

/** Why a person should look at it, as far as the sidecar tells. */
function why(job: Job, sidecar: Sidecar | undefined): HTMLElement {
  const reasons: string[] = [];
  const least = sidecar?.recipe.consistency?.minPsnr;
  const found = sidecar?.consistency?.psnr;
  if (least !== undefined && found !== undefined && found < least) {
    reasons.push(`The result agrees with the photograph by ${agreement(sidecar?.consistency)}; the recipe asks for ${least}\u00a0dB.`);
  }
  const faces: Face[] = sidecar?.faces ?? job.faces;
  const of = (number: number, rest: string): void => {
    if (number) {
      reasons.push(`${faces.length === 1 ? 'The face' : `${count(number)} of ${count(faces.length)} faces`} ${rest}.`);
    }
  };
  of(faces.filter((face) => face.outcome === 'failed').length, 'could not be restored');
  of(faces.filter((face) => face.outcome === 'restored' && least !== undefined && (face.consistency?.psnr ?? least) < least).length, 'changed more than that');
  return h('p', {}, reasons.length ? reasons.join(' ') : 'The worker marked this result to be looked at.');
}

function nothingLeft(place: HTMLElement, seen: number, only: string | undefined): void {
  const text = seen ? 'That was the last one.' : 'Nothing waits for a review.';
  const lead = h('p', { class: 'lead', tabindex: -1 }, text);
  fill(place, h('div', { class: 'empty' }, lead,
    h('p', {}, 'Results come here when they agree too little with their photographs, or when a face could not be restored.'),
    h('a', { class: 'button', href: only ? `#/${batchPath(only)}` : '#/' }, only ? 'Back to the batch' : 'All batches')));
  if (seen) {
    lead.focus({ preventScroll: true });
    announce(text);
  }
}

