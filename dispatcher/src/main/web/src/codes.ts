/** What failure codes mean: the file beside this page is compared with the code's own table by a test. */

interface Meaning {
  kind: string;
  meaning: string;
  remedy: string;
}

let table: Promise<Record<string, Meaning>> | undefined;

/** A code's meaning and remedy; of one that a newer dispatcher says, nothing. */
export async function meaningOf(code: string): Promise<Meaning> {
  table ??= fetch('assets/failure-codes.json')
    .then((response) => (response.ok ? response.json() as Promise<Record<string, Meaning>> : {}))
    .catch(() => ({}));
  return (await table)[code] ?? { kind: '', meaning: '', remedy: '' };
}
