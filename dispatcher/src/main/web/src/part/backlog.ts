import { get } from '../api.js';
import { byId, fill, h } from '../dom.js';
import { count, duration } from '../format.js';
import type { Backlog } from '../model.js';
import { visible } from './visible.js';

const EVERY_MS = 5_000;

/** Keeps the header's line on what waits for workers. */
export async function showBacklog(): Promise<void> {
  const forever = new AbortController().signal;
  for (;;) {
    await get<Backlog>('backlog').then(draw, () => fill(byId('backlog')));
    await visible(EVERY_MS, forever);
  }
}

function draw(backlog: Backlog): void {
  const work = backlog.gpuSeconds === undefined || backlog.jobs === 0 ? '' : `, about ${duration(backlog.gpuSeconds)} of GPU`;
  const lanes = backlog.lanes.filter((lane) => lane.jobs > 0).map((lane) => `${lane.pool} ${lane.lane}: ${count(lane.jobs)}`);
  fill(
    byId('backlog'),
    h('span', { class: backlog.jobs ? 'dot busy' : 'dot', 'aria-hidden': 'true' }),
    h('span', lanes.length ? { title: lanes.join('; ') } : {}, backlog.jobs ? `${count(backlog.jobs)} waiting${work}` : 'Nothing waits'),
  );
}
