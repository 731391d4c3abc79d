/** What the API says, as far as the page reads it. Values that are null in Java are left out. */

export type BatchState = 'queued' | 'expanding' | 'running' | 'cancelling' | 'completed' | 'cancelled' | 'rejected';
export type JobState = 'pending' | 'succeeded' | 'failed' | 'cancelled';
export type Lane = 'bulk' | 'interactive';
export type Verdict = 'accepted' | 'rejected';
export type PhotoOutcome = 'restored' | 'no_faces' | 'needs_review';

export interface ObjectRef {
  bucket: string;
  key: string;
}

export type Source = ObjectRef | { seed: number };

export type Selection =
  | { kind: 'prefix'; bucket: string; prefix?: string; take?: string }
  | { kind: 'manifest'; bucket: string; key: string; format: string }
  | { kind: 'objects'; objects: ObjectRef[] }
  | { kind: 'seeds'; seeds: string };

export interface Batch {
  batchId: string;
  state: BatchState;
  label?: string;
  tenant?: string;
  submittedBy?: string;
  recipe?: string;
  selection?: Selection;
  target?: { bucket: string; prefix: string };
  pool?: string;
  lane?: Lane;
  jobs: number;
  pending: number;
  succeeded: number;
  reused: number;
  failed: number;
  failuresByCode: Record<string, number>;
  cancelled: number;
  needsReview: number;
  noFaces: number;
  faces: number;
  skipped: number;
  rejectedRows: number;
  bytes: number;
  pixels: number;
  gpuSeconds: number;
  imagesPerSecond: number;
  etaSeconds?: number;
  code?: string;
  message?: string;
  submittedAt?: string;
  updatedAt?: string;
  completedAt?: string;
}

export interface Agreement {
  psnr?: number;
  ssim: number;
}

export interface Face {
  x: number;
  y: number;
  width: number;
  height: number;
  score: number;
  outcome: 'detected' | 'restored' | 'too_small' | 'low_confidence' | 'skipped' | 'failed';
  code?: string;
  consistency?: Agreement;
}

export interface ResultImage {
  bucket: string;
  key: string;
  mediaType: string;
  sha256: string;
  size: number;
  width: number;
  height: number;
}

export interface Timings {
  fetchMs: number;
  decodeMs: number;
  restoreMs: number;
  encodeMs: number;
  storeMs: number;
}

export interface Happening {
  eventId: string;
  outcome: string;
  at: string;
  by?: string;
  code?: string;
  message?: string;
}

export interface Job {
  jobId: string;
  batchId: string;
  state: JobState;
  source: Source;
  recipe?: string;
  code?: string;
  message?: string;
  photograph?: PhotoOutcome;
  result?: ResultImage;
  sidecar?: ObjectRef;
  faces: Face[];
  timings?: Timings;
  attempts: number;
  worker?: string;
  review?: Verdict;
  reviewedBy?: string;
  history: Happening[];
  updatedAt: string;
}

export interface JobWithLinks {
  job: Job;
  links: { source?: string; result?: string; sidecar?: string };
  linksExpireAt?: string;
}

/** The sidecar, as `sidecar.v1.json` describes it. */
export interface Sidecar {
  sourceSha256?: string;
  sourceWidth?: number;
  sourceHeight?: number;
  sourceImage?: { format: string; bits: number; channels: number; profile?: string; notes: { text: string }[] };
  recipe: Recipe;
  result: ResultImage;
  faces: Face[];
  consistency?: Agreement;
  alteration?: { coverage: number };
  networks: { name: string; sha256: string; licence: string }[];
  software: string;
  createdAt: string;
}

export interface Recipe {
  name: string;
  version: number;
  kind?: string;
  upscaler?: string;
  scale?: number;
  faces?: { network?: string; fidelity?: number };
  consistency?: { minPsnr: number };
  output?: string;
}

/** A recipe as it is offered. */
export interface Offer {
  reference: string;
  recipe: Recipe;
  /** Whether the licences of its networks are allowed here. */
  allowed: boolean;
}

export interface Slice<T> {
  items: T[];
  next?: string;
}

export interface RowRejected {
  file: string;
  line: number;
  code: string;
  message: string;
}

export interface Report {
  batch: Batch;
  rejectedRows: RowRejected[];
}

export interface Replayed {
  replayed: number;
  resolvedBefore: number;
  refused: number;
}

export interface DryRun {
  jobs: number;
  bytes: number;
  skipped: number;
  rejectedRows: number;
  complete: boolean;
  gpuSeconds?: number;
  cost?: number;
}

export interface Letter {
  id: string;
  code: string;
  reason?: string;
  attempts: number;
  worker?: string;
  time: string;
  jobId?: string;
  batchId?: string;
  source?: Source;
  recipe?: string;
  topic?: string;
  replays?: number;
  resolution?: { action: string; by: string; at: string };
}

export interface Backlog {
  lanes: { pool: string; lane: Lane; jobs: number; oldestSeconds?: number; gpuSeconds?: number }[];
  jobs: number;
  gpuSeconds?: number;
}

export interface Me {
  name?: string;
  roles: string[];
  tenant?: string;
  authentication?: string;
}

/** Whether nothing more happens to a batch by itself. */
export function ended(batch: Batch): boolean {
  return batch.state === 'completed' || batch.state === 'cancelled' || batch.state === 'rejected';
}

/** Jobs that have ended, however. */
export function done(batch: Batch): number {
  return batch.succeeded + batch.failed + batch.cancelled;
}

/** A source's name, as the file is called. */
export function nameOf(source: Source): string {
  if ('seed' in source) {
    return `seed${String(source.seed).padStart(4, '0')}`;
  }
  return source.key.slice(source.key.lastIndexOf('/') + 1) || source.key;
}

/** A source in full. */
export function addressOf(source: Source): string {
  return 'seed' in source ? `seed ${source.seed}` : `s3://${source.bucket}/${source.key}`;
}
