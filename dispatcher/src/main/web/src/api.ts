/** The dispatcher's API. Addresses are relative to the page's, so that it may stand behind any path. */

const TOKEN = 'albumen.token';

/** Why a request failed, as RFC 9457 has it. Status 0: there was no answer. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly code = '',
    readonly remedy = '',
  ) {
    super(detail || title);
  }

  static async of(response: Response): Promise<Problem> {
    const said = await response.json().catch(() => ({})) as Record<string, unknown>;
    const text = (name: string): string => (typeof said[name] === 'string' ? (said[name] as string) : '');
    return new Problem(
      response.status,
      text('title') || `The dispatcher answered ${response.status}.`,
      text('detail'),
      text('code'),
      text('remedy'),
    );
  }
}

export function token(): string {
  return sessionStorage.getItem(TOKEN) ?? '';
}

/** Kept until the window is closed; empty: forgets it. */
export function setToken(value: string): void {
  if (value) {
    sessionStorage.setItem(TOKEN, value);
  } else {
    sessionStorage.removeItem(TOKEN);
  }
}

let unauthenticated: () => void = () => {};

/** Called whenever the API wants a token, or another. */
export function onUnauthenticated(listener: () => void): void {
  unauthenticated = listener;
}

/** @throws Problem */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const used = token();
  if (used) {
    headers.set('Authorization', `Bearer ${used}`);
  }
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers });
  } catch (e) {
    if (init.signal?.aborted) {
      throw e;
    }
    throw new Problem(0, 'The dispatcher does not answer.', '', '', 'Check that it runs, and try again.');
  }
  if (response.ok) {
    return response;
  }
  // Not when the answer is late, and another token was given meanwhile.
  if (response.status === 401 && used === token()) {
    unauthenticated();
  }
  throw await Problem.of(response);
}

/** @throws Problem */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(path, { headers: { Accept: 'application/json' }, ...(signal && { signal }) });
  return (await response.json()) as T;
}

/** The answer, undefined when it is empty. @throws Problem */
export async function post<T>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const type: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const response = await send(path, { method: 'POST', headers: { Accept: 'application/json', ...type, ...headers }, ...json });
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** A path with a query of what is given. */
export function query(path: string, parameters: Record<string, string | number | boolean | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '' && value !== false) {
      search.set(name, String(value));
    }
  }
  return search.size ? `${path}?${search}` : path;
}

export function batchPath(batchId: string, rest = ''): string {
  return `batches/${encodeURIComponent(batchId)}${rest}`;
}

export function jobPath(batchId: string, jobId: string, rest = ''): string {
  return batchPath(batchId, `/jobs/${encodeURIComponent(jobId)}${rest}`);
}
