import { send, token } from '../api.js';
import { h } from '../dom.js';

/**
 * A picture from the API. An `img` can send no token: with one, the picture is fetched and drawn on a canvas, which needs
 * nothing of the Content-Security-Policy.
 *
 * @param path of the picture
 * @param alt what is to be seen
 * @param lazy fetched when it comes near the window
 */
export function preview(path: string, alt: string, lazy: boolean, signal: AbortSignal): HTMLElement {
  if (!token()) {
    const picture = h('img', { alt, decoding: 'async', ...(lazy && { loading: 'lazy' }) });
    picture.addEventListener('load', () => picture.classList.add('there'));
    picture.addEventListener('error', () => picture.replaceWith(missing(alt)));
    picture.src = path;
    return picture;
  }
  const canvas = h('canvas', { role: 'img', 'aria-label': alt, width: 4, height: 3 });
  const load = (): void => {
    draw(canvas, path, signal).catch(() => { if (!signal.aborted) { canvas.replaceWith(missing(alt)); } });
  };
  if (lazy) {
    whenNear(canvas, load, signal);
  } else {
    load();
  }
  return canvas;
}

async function draw(canvas: HTMLCanvasElement, path: string, signal: AbortSignal): Promise<void> {
  const response = await send(path, { signal });
  const bitmap = await createImageBitmap(await response.blob());
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  canvas.classList.add('there');
}

function whenNear(element: Element, load: () => void, signal: AbortSignal): void {
  const observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      observer.disconnect();
      load();
    }
  }, { rootMargin: '400px' });
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
}

function missing(alt: string): HTMLElement {
  return h('span', { class: 'missing', role: 'img', 'aria-label': `${alt}: cannot be shown` }, 'cannot be shown');
}
