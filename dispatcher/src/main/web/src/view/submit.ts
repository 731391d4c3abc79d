/** A new batch: what of it, by which recipe, and where to. */
import { get, post } from '../api.js';
import { announce } from '../announce.js';
import { fill, h } from '../dom.js';
import { bytes, count, counted, duration } from '../format.js';
import type { Batch, DryRun, Offer, Slice } from '../model.js';
import { titleOf } from '../part/batch-words.js';
import { attempt } from '../part/problem.js';
import { SubmissionForm } from '../part/submission-form.js';
import { type Visit, heading } from '../router.js';

/** Without l, o, 0 and 1. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

export async function submit({ main, signal }: Visit): Promise<void> {
  const offers = await get<Slice<Offer>>('recipes', signal);
  const form = new SubmissionForm(offers.items);
  const beside = h('div', { class: 'beside', tabindex: -1 });
  const tryOut = h('button', { type: 'button', class: 'button' }, 'Dry run');
  const go = h('button', { type: 'submit', class: 'button primary' }, 'Submit');
  const names = new Map<string, string>();
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
      const name = names.get(text) ?? newName();
      names.set(text, name);
      const batch = await post<Batch>('batches', { batch: name, ...request }, { 'Idempotency-Key': name });
      announce(`${titleOf(batch)} is submitted.`);
      location.hash = `#/batches/${encodeURIComponent(batch.batchId)}`;
    });
  });
  form.element.append(h('div', { class: 'row submit' }, go, tryOut));
  fill(beside, h('p', { class: 'quiet' }, 'A dry run counts photographs, bytes and cost, and submits nothing. No source is ever written over.'));
  fill(main, heading('New batch'), h('div', { class: 'submission' }, form.element, beside));
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

/** A batch's name as the dispatcher makes them, which sorts by time (UTC) and can be read aloud: 20261128-141530-x7k2. */
function newName(): string {
  const time = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  // The alphabet has 32 letters, so that no letter is likelier than another.
  const letters = Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => LETTERS[byte % LETTERS.length]);
  return `${time}-${letters.join('')}`;
}
