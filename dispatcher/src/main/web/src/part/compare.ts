import { jobPath } from '../api.js';
import { h, svg } from '../dom.js';
import { type Face, type Job, type ResultImage, type Sidecar, nameOf } from '../model.js';
import { preview } from './preview.js';

const WIDTH = 1280;
const FACES_KEY = 'albumen.faces';

/**
 * The photograph before and after, one over the other, with a slider between them: an `input type=range` lies over the
 * pictures, so that pointer, touch and keys all work as the browser has them. Faces can be drawn as boxes.
 */
export function compare(job: Job, result: ResultImage, sidecar: Sidecar | undefined, signal: AbortSignal): HTMLElement {
  const name = nameOf(job.source);
  const stage = h('div', { class: 'stage' });
  stage.style.setProperty('--ratio', String(result.width / result.height));
  stage.append(preview(jobPath(job.batchId, job.jobId, `/preview/result?width=${WIDTH}`), `${name}, restored`, false, signal));
  const below = h('figcaption', {});
  if (!('seed' in job.source)) {
    const before = h('div', { class: 'before' },
      preview(jobPath(job.batchId, job.jobId, `/preview/source?width=${WIDTH}`), `${name}, as it was`, false, signal));
    const slider = h('input', { type: 'range', min: 0, max: 100, step: 1, value: 50, 'aria-label': 'Part of the photograph shown as it was, from the left' });
    const show = (): void => {
      stage.style.setProperty('--at', slider.value);
      slider.setAttribute('aria-valuetext', `${slider.value} % as it was`);
    };
    slider.addEventListener('input', show);
    show();
    stage.append(before, slider, h('span', { class: 'handle', 'aria-hidden': 'true' }));
    stage.append(h('span', { class: 'tag left', 'aria-hidden': 'true' }, 'Before'), h('span', { class: 'tag right', 'aria-hidden': 'true' }, 'After'));
    below.append(h('span', {}, 'Drag, or use the arrow keys, to move between before and after.'));
  }
  const faces = sidecar?.faces ?? job.faces;
  const width = sidecar?.sourceWidth;
  const height = sidecar?.sourceHeight;
  if (faces.length && width && height) {
    const drawn = h('div', { class: 'faces' }, boxes(faces, width, height), ...faces.map((face, i) => tag(face, i, width, height)));
    stage.append(drawn);
    below.append(toggle(drawn));
  }
  return h('figure', { class: 'compare' }, stage, below);
}

function boxes(faces: Face[], width: number, height: number): SVGElement {
  const drawing = svg('svg', { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  for (const face of faces) {
    drawing.append(svg('rect', { class: face.outcome, x: face.x, y: face.y, width: face.width, height: face.height }));
  }
  return drawing;
}

/** A number at the box's corner, as in the table of faces. */
function tag(face: Face, index: number, width: number, height: number): HTMLElement {
  const element = h('span', { class: `number ${face.outcome}`, 'aria-hidden': 'true' }, index + 1);
  element.style.left = `${(100 * face.x) / width}%`;
  element.style.top = `${(100 * face.y) / height}%`;
  return element;
}

function toggle(drawn: HTMLElement): HTMLElement {
  const box = h('input', { type: 'checkbox' });
  const show = (): void => {
    drawn.hidden = !box.checked;
    sessionStorage.setItem(FACES_KEY, box.checked ? 'on' : 'off');
  };
  box.checked = sessionStorage.getItem(FACES_KEY) !== 'off';
  box.addEventListener('change', show);
  show();
  return h('label', { class: 'check' }, box, 'Show faces');
}
