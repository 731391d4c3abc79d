/** A batch's jobs as thumbnails. */
import { batchPath, get, jobPath, query } from '../api.js';
import { announce } from '../announce.js';
import { fill, h } from '../dom.js';
import { counted, words } from '../format.js';
import { type Job, type Slice, nameOf } from '../model.js';
import { attempt } from '../part/problem.js';
import { preview } from '../part/preview.js';
import { remember } from '../part/sequence.js';
import { trail } from '../part/trail.js';
import { type Visit, heading } from '../router.js';

const PAGE = 60;
const WIDTH = 480;
const STATES: [string, string][] = [
  ['', 'All'], ['succeeded', 'Succeeded'], ['failed', 'Failed'], ['pending', 'Pending'], ['cancelled', 'Cancelled'],
];

export async function results({ main, path: [batchId = ''], query: asked, signal }: Visit): Promise<void> {
  const address = `#/${batchPath(batchId)}`;
  const state = asked.get('state') ?? (asked.has('code') ? 'failed' : 'succeeded');
  const code = asked.get('code') ?? undefined;
  const grid = h('ul', { class: 'gallery' });
  const notice = h('div', {});
  const more = h('button', { type: 'button', class: 'button', hidden: true }, 'Show more');
  fill(
    main,
    heading('Results', trail(batchId, false)),
    filters(address, state, code),
    grid, notice,
    h('p', { class: 'row' }, more),
  );
  const shown: string[] = [];
  let after: string | undefined;
  const load = async (): Promise<void> => {
    const path = query(batchPath(batchId, '/jobs'), { state: state === 'all' ? undefined : state, code, after, limit: PAGE });
    const jobs = await get<Slice<Job>>(path, signal);
    const cards = jobs.items.map((job) => card(job, address, signal));
    grid.append(...cards);
    shown.push(...jobs.items.map((job) => job.jobId));
    remember(batchId, shown);
    const repeated = after !== undefined;
    after = jobs.next;
    more.hidden = !after;
    if (!grid.children.length) {
      fill(notice, h('p', { class: 'quiet' }, 'There are none.'));
    } else if (repeated) {
      cards[0]?.querySelector('a')?.focus();
      announce(`${counted(cards.length, 'more photograph')}.`);
    }
  };
  more.addEventListener('click', () => void attempt(more, notice, load));
  await load();
}

function filters(address: string, state: string, code: string | undefined): HTMLElement {
  return h('nav', { class: 'chips', 'aria-label': 'Which jobs' },
    ...STATES.map(([value, text]) => h('a', {
      href: `${address}/results?state=${value || 'all'}`,
      ...((value || 'all') === state && !code && { 'aria-current': 'true' }),
    }, text)),
    code && h('a', { href: `${address}/results?code=${code}`, 'aria-current': 'true' }, code));
}

function card(job: Job, address: string, signal: AbortSignal): HTMLElement {
  const name = nameOf(job.source);
  const which = job.result ? 'result' : 'source';
  const shows = job.result || (!('seed' in job.source) && job.state !== 'pending' && job.code !== 'SOURCE_NOT_FOUND');
  const picture = shows
    ? preview(jobPath(job.batchId, job.jobId, `/preview/${which}?width=${WIDTH}`), job.result ? `${name}, restored` : `${name}, as it was`, true, signal)
    : h('span', { class: 'missing' }, words(job.state));
  return h('li', {},
    h('a', { href: `${address}/jobs/${encodeURIComponent(job.jobId)}` },
      h('span', { class: 'frame' }, picture),
      h('span', { class: 'caption' }, h('span', { class: 'file' }, name), remark(job))));
}

/** What is remarkable of it. */
function remark(job: Job): HTMLElement | false {
  if (job.code) {
    return h('span', { class: 'bad' }, job.code);
  }
  if (job.review) {
    return h('span', { class: job.review === 'accepted' ? 'good' : 'bad' }, job.review);
  }
  if (job.photograph === 'needs_review') {
    return h('span', { class: 'review' }, 'needs review');
  }
  if (job.faces.length) {
    return h('span', { class: 'quiet' }, counted(job.faces.length, 'face'));
  }
  return job.state === 'succeeded' ? h('span', { class: 'quiet' }, 'no faces') : h('span', { class: 'quiet' }, job.state);
}
