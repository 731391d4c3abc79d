/** One job: the photograph before and after, its faces, and how it came about. */
import { Problem, get, jobPath } from '../api.js';
import { type Child, fill, h } from '../dom.js';
import { moment, words } from '../format.js';
import { type Happening, type Job, type JobWithLinks, type Sidecar, addressOf, nameOf } from '../model.js';
import { failureBox } from '../part/problem.js';
import { compare } from '../part/compare.js';
import { preview } from '../part/preview.js';
import { faceTable, provenance } from '../part/facts.js';
import { trail } from '../part/trail.js';
import { neighbours } from '../part/sequence.js';
import { verdictForm } from '../part/verdict.js';
import { type Visit, heading, reload } from '../router.js';

export async function photograph({ main, path: [batchId = '', jobId = ''], signal }: Visit): Promise<void> {
  const { job, links, linksExpireAt } = await get<JobWithLinks>(jobPath(batchId, jobId), signal);
  const sidecar = await sidecarOf(job, signal);
  fill(
    main,
    heading(nameOf(job.source), trail(batchId, true)),
    h('p', { class: 'address' }, addressOf(job.source)),
    job.code && failureBox(job.code, job.message ?? ''),
    h('div', { class: 'photograph' },
      h('div', {}, job.result ? compare(job, job.result, sidecar, signal) : alone(job, signal), neighbours(batchId, jobId), downloads(links, linksExpireAt)),
      h('div', { class: 'aside' },
        job.result && judged(job),
        job.result && h('section', {}, h('h2', {}, 'Faces'), faceTable(sidecar?.faces ?? job.faces)),
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

/** The answers to a result: in full where somebody should give one, else out of the way. */
function judged(job: Job): HTMLElement {
  const form = verdictForm(job, async () => reload());
  if (job.photograph === 'needs_review' && !job.review) {
    return h('section', { class: 'panel' }, h('h2', {}, 'Needs review'), form);
  }
  return h('section', {},
    job.review && h('p', {}, h('span', { class: `state ${job.review}` }, job.review), job.reviewedBy && ` by ${job.reviewedBy}`),
    h('details', {}, h('summary', {}, job.review ? 'Review it again' : 'Review this result'), form));
}

/** The photograph of a job that has no result. */
function alone(job: Job, signal: AbortSignal): HTMLElement | false {
  return job.state === 'failed' && !('seed' in job.source)
    && h('figure', { class: 'alone' }, preview(jobPath(job.batchId, job.jobId, '/preview/source?width=1280'), `${nameOf(job.source)}, as it was`, false, signal));
}

/** Links to the store, which last some minutes: later ones are asked for anew. */
function downloads(links: JobWithLinks['links'], expireAt: string | undefined): HTMLElement {
  const fresh = (event: Event): void => {
    if (expireAt && Date.parse(expireAt) < Date.now()) {
      event.preventDefault();
      reload();
    }
  };
  const link = (href: string | undefined, text: string): Child =>
    href && h('a', { class: 'button', href, target: '_blank', rel: 'noopener', click: fresh }, text);
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
