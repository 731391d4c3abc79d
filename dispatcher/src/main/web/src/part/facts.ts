import { type Child, h } from '../dom.js';
import { bytes, count, percent, score, words } from '../format.js';
import type { Agreement, Face, Job, Sidecar } from '../model.js';

/** Names and values; those without a value are left out. */
export function facts(...rows: [string, Child][]): HTMLElement {
  const list = h('dl', { class: 'facts' });
  for (const [name, value] of rows) {
    if (value !== null && value !== undefined && value !== false && value !== '') {
      list.append(h('div', {}, h('dt', {}, name), h('dd', {}, value)));
    }
  }
  return list;
}

/** The faces that were found, with the numbers that their boxes bear. */
export function faceTable(faces: Face[]): HTMLElement {
  if (!faces.length) {
    return h('p', { class: 'quiet' }, 'No face was found.');
  }
  const rows = faces.map((face, i) =>
    h('tr', {},
      h('th', { scope: 'row' }, h('span', { class: `number ${face.outcome}` }, i + 1)),
      h('td', {}, words(face.outcome), face.code && h('small', {}, ` ${face.code}`)),
      h('td', { class: 'figure' }, score(face.score)),
      h('td', { class: 'figure' }, agreement(face.consistency))));
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Faces' },
    h('table', { class: 'plain' },
      h('thead', {}, h('tr', {},
        h('th', { scope: 'col' }, 'Face'), h('th', { scope: 'col' }, 'Outcome'),
        h('th', { scope: 'col', class: 'figure' }, 'Score'), h('th', { scope: 'col', class: 'figure' }, 'Agreement'))),
      h('tbody', {}, ...rows)));
}

/** 31.4 dB; of what was not measured, a dash. */
export function agreement(value: Agreement | undefined): string {
  if (!value) {
    return '–';
  }
  return value.psnr === undefined ? 'the same' : `${value.psnr.toFixed(1)}\u00a0dB`;
}

/** What the sidecar says of how the result was made. */
export function provenance(job: Job, sidecar: Sidecar | undefined): HTMLElement {
  const result = job.result;
  const source = sidecar?.sourceImage;
  const least = sidecar?.recipe.consistency?.minPsnr;
  const asked = least === undefined ? '' : `, at least ${least}\u00a0dB asked for`;
  return facts(
    ['Recipe', job.recipe],
    ['Before', sidecar?.sourceWidth && `${count(sidecar.sourceWidth)} × ${count(sidecar.sourceHeight ?? 0)}${source ? `, ${source.format} of ${source.bits} bits` : ''}`],
    ['After', result && `${count(result.width)} × ${count(result.height)}, ${bytes(result.size)}`],
    ['Agreement', sidecar?.consistency && `${agreement(sidecar.consistency)}, SSIM ${score(sidecar.consistency.ssim)}${asked}`],
    ['Altered', sidecar?.alteration && `${percent(sidecar.alteration.coverage, 1)} of the pixels`],
    ['Networks', sidecar?.networks.length ? sidecar.networks.map((network) => `${network.name} (${network.licence})`).join(', ') : ''],
    ['Not kept', source?.notes.length ? source.notes.map((note) => note.text).join(' ') : ''],
    ['Worker', job.worker],
    ['Attempts', job.attempts > 1 && count(job.attempts)],
    ['SHA-256', result && h('code', {}, `${result.sha256.slice(0, 16)}…`)],
    ['Made by', sidecar?.software],
  );
}
