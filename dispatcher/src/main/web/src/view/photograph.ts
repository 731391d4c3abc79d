/** One job: the photograph before and after, its faces, and how it came about. */
import { Problem, batchPath, get, jobPath } from '../api.js';
import { type Child, fill, h } from '../dom.js';
import { moment, words } from '../format.js';
import { type Happening, type Job, type JobWithLinks, type Sidecar, addressOf, nameOf } from '../model.js';
import { meaningOf } from '../codes.js';
import { compare } from '../part/compare.js';
import { faceTable, provenance } from '../part/facts.js';
import { verdictForm } from '../part/verdict.js';
import { type Visit, heading, reload } from '../router.js';

export async function photograph({ main, path: [batchId = '', jobId = ''], signal }: Visit): Promise<void> {
  const { job, links } = await get<JobWithLinks>(jobPath(batchId, jobId), signal);
  const sidecar = await sidecarOf(job, signal);
  fill(
    main,
    heading(nameOf(job.source), trail(batchId)),
    h('p', { class: 'address' }, addressOf(job.source)),
    await failure(job),
    h('div', { class: 'photograph' },
      h('div', {}, job.result && compare(job, job.result, sidecar, signal), downloads(links)),
      h('div', { class: 'aside' },
        job.result && judged(job),
        h('section', {}, h('h2', {}, 'Faces'), faceTable(sidecar?.faces ?? job.faces)),
        h('section', {}, h('h2', {}, 'Provenance'), provenance(job, sidecar)),
        h('section', {}, h('h2', {}, 'History'), history(job.history)))),
  );
}

/** The sidecar; undefined when the job has none, or it cannot be read: the rest is shown all the same. */
export async function sidecarOf(job: Job, signal: AbortSignal): Promise<Sidecar | undefined> {
  if (!job.sidecar) {
    return undefined;
  }
  try {
    return await get<Sidecar>(jobPath(job.batchId, job.jobId, '/sidecar'), signal);
  } catch (e) {
    if (e instanceof Problem) {
      return undefined;
    }
    throw e;
  }
}

/** The way back to a batch and its results. */
export function trail(batchId: string): HTMLElement {
  const address = `#/${batchPath(batchId)}`;
  return h('nav', { class: 'trail', 'aria-label': 'Way back' }, h('a', { href: address }, batchId), ' / ', h('a', { href: `${address}/results` }, 'Results'));
}

async function failure(job: Job): Promise<HTMLElement | false> {
  if (!job.code) {
    return false;
  }
  const { meaning, remedy } = await meaningOf(job.code);
  return h('div', { class: 'problem' },
    h('p', { class: 'what' }, meaning || words(job.state)), h('p', {}, job.message ?? ''), h('p', { class: 'remedy' }, remedy), h('p', { class: 'code' }, job.code));
}

function judged(job: Job): HTMLElement {
  const verdict = job.review && h('p', {}, h('span', { class: `state ${job.review}` }, job.review), job.reviewedBy && ` by ${job.reviewedBy}`);
  const open = job.photograph === 'needs_review' && !job.review;
  return h('section', { class: open ? 'panel' : 'verdict' },
    h('h2', {}, open ? 'Needs review' : 'Review'),
    verdict,
    verdictForm(job, async () => reload()));
}

function downloads(links: JobWithLinks['links']): HTMLElement {
  const link = (href: string | undefined, text: string): Child => href && h('a', { class: 'button', href, download: true, rel: 'noopener' }, text);
  return h('p', { class: 'row' }, link(links.result, 'Download the result'), link(links.source, 'The original'), link(links.sidecar, 'The sidecar'));
}

function history(happenings: Happening[]): HTMLElement {
  return h('ol', { class: 'history' }, ...happenings.map((happening) =>
    h('li', {},
      h('time', { datetime: happening.at }, moment(happening.at)), ' ',
      h('strong', {}, words(happening.outcome)),
      happening.by && ` by ${happening.by}`,
      happening.code && ` · ${happening.code}`,
      happening.message && h('span', { class: 'quiet' }, ` ${happening.message}`))));
}
