import { sleep } from '../stream.js';

/** Waits so long, and then until somebody looks at the page. */
export async function visible(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, signal);
  while (document.hidden && !signal.aborted) {
    await sleep(500, signal);
  }
}
