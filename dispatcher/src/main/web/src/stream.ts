/** Server-sent events by fetch: EventSource can send no token, and hides why it is refused. */
import { Problem, send } from './api.js';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

export interface Listener {
  /** An event came. True: that was the last, no more are wanted. */
  event(type: string, data: string): boolean;
  /** The stream broke off; it is asked for again soon. */
  lost(problem: Problem): void;
}

/** Follows a stream until it has ended, and asks for it again whenever it breaks off. @throws Problem that lasts */
export async function follow(path: string, listener: Listener, signal: AbortSignal): Promise<void> {
  let pause = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    try {
      const response = await send(path, { headers: { Accept: 'text/event-stream' }, cache: 'no-store', signal });
      for await (const { type, data } of events(response)) {
        pause = FIRST_PAUSE_MS;
        if (listener.event(type, data)) {
          return;
        }
      }
    } catch (e) {
      if (signal.aborted) {
        return;
      }
      if (e instanceof Problem && e.status >= 400 && e.status < 500 && e.status !== 429) {
        throw e;
      }
      listener.lost(e instanceof Problem ? e : new Problem(0, 'The connection broke off.', ''));
    }
    await sleep(pause, signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

/** Ends early, and without an error, when it is aborted. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

/** As the HTML standard's "Interpreting an event stream" has it, less ids and retry times. */
async function* events(response: Response): AsyncGenerator<{ type: string; data: string }> {
  if (!response.body) {
    return;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    let rest = '';
    let type = 'message';
    let data: string[] = [];
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + part.value).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line === '') {
          if (data.length || type !== 'message') {
            yield { type, data: data.join('\n') };
          }
          type = 'message';
          data = [];
        } else if (line.startsWith('event:')) {
          type = line.slice(6).trimStart();
        } else if (line.startsWith('data:')) {
          data.push(line.slice(5).replace(/^ /, ''));
        }
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
