/** A new batch: what of it, by which recipe, and where to. */
import { Problem, get, post } from '../api.js';
import { announce } from '../announce.js';
import { fill, h } from '../dom.js';
import { bytes, count, counted, duration } from '../format.js';
import type { Batch, DryRun, Recipe } from '../model.js';
import { titleOf } from '../part/batch-words.js';
import { attempt } from '../part/problem.js';
import { SubmissionForm } from '../part/submission-form.js';
import { type Visit, heading } from '../router.js';

export async function submit({ main, signal }: Visit): Promise<void> {
  const recipes = listed(await get<unknown>('recipes', signal));
  const form = new SubmissionForm(recipes);
  const beside = h('div', { class: 'beside', tabindex: -1 });
  const tryOut = h('button', { type: 'button', class: 'button' }, 'Dry run');
  const go = h('button', { type: 'submit', class: 'button primary' }, 'Submit');
  const keys = new Map<string, string>();
  tryOut.addEventListener('click', () => {
    if (form.element.reportValidity()) {
      void attempt(tryOut, beside, async () => {
        fill(beside, estimate(await post<DryRun>('batches?dryRun=true', form.request())));
        announce(beside.textContent ?? '');
      });
    }
  });
  form.element.addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt(go, beside, async () => {
      const request = form.request();
      // A request that is sent twice, because its answer was lost, makes one batch.
      const text = JSON.stringify(request);
      const key = keys.get(text) ?? random();
      keys.set(text, key);
      const batch = await post<Batch>('batches', request, { 'Idempotency-Key': key });
      announce(`${titleOf(batch)} is submitted.`);
      location.hash = `#/batches/${encodeURIComponent(batch.batchId)}`;
    });
  });
  form.element.append(h('div', { class: 'row submit' }, go, tryOut));
  fill(beside, h('p', { class: 'quiet' }, 'A dry run counts photographs, bytes and cost, and submits nothing. Results are written beside each other, never over a source.'));
  fill(main, heading('New batch'), h('div', { class: 'submission' }, form.element, beside));
}

/** The API's list, bare or as a slice. */
function listed(answer: unknown): Recipe[] {
  if (Array.isArray(answer)) {
    return answer as Recipe[];
  }
  const items = (answer as { items?: Recipe[] }).items;
  if (!items) {
    throw new Problem(0, 'The list of recipes is not understood.', '');
  }
  return items;
}

function estimate(run: DryRun): HTMLElement {
  const row = (name: string, value: string | undefined): HTMLElement | false =>
    value !== undefined && h('div', {}, h('dt', {}, name), h('dd', {}, value));
  return h('div', { class: 'panel estimate', role: 'status' },
    h('h2', {}, 'Dry run'),
    h('p', { class: 'large' }, h('span', { class: 'done' }, count(run.jobs)), ' ', h('span', { class: 'whole' }, run.jobs === 1 ? 'job' : 'jobs')),
    h('dl', { class: 'facts' },
      row('To be read', bytes(run.bytes)),
      row('GPU', run.gpuSeconds === undefined ? 'not measured yet' : `about ${duration(run.gpuSeconds)}`),
      row('Cost', run.cost === undefined ? undefined : `about ${run.cost.toFixed(2)}`),
      row('Skipped', run.skipped ? count(run.skipped) : undefined),
      row('Malformed', run.rejectedRows ? counted(run.rejectedRows, 'row') : undefined)),
    !run.complete && h('p', { class: 'quiet' }, 'There is more: it was counted for some seconds only.'),
    h('p', { class: 'quiet' }, 'Nothing was submitted.'));
}

/** Not crypto.randomUUID, which plain HTTP on another machine does not have. */
function random(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
