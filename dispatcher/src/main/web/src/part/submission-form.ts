import { type Child, fill, h } from '../dom.js';
import type { Offer, Recipe } from '../model.js';

type Kind = 'prefix' | 'manifest' | 'seeds';

const KINDS: [Kind, string, string][] = [
  ['prefix', 'A prefix', 'Every photograph whose key begins so'],
  ['manifest', 'A manifest', 'Every object that a list names'],
  ['seeds', 'Seeds', 'An image drawn of each number'],
];
/** Chosen at first, when it is offered. */
const PREFERRED = 'photo';

const FORMATS: [string, string][] = [
  ['csv', 'CSV: bucket,key[,version]'], ['jsonl', 'JSON lines'], ['s3-batch', 'S3 Batch Operations'], ['s3-inventory', 'S3 Inventory (manifest.json)'],
];

/** The form of a submission; `request` says what the API shall be asked. */
export class SubmissionForm {
  readonly element = h('form', { class: 'submission-form', autocomplete: 'off' });
  private readonly what = h('div', { class: 'fields' });
  private readonly recipe = h('select', { id: 'recipe', name: 'recipe', required: true });
  private kind: Kind = 'prefix';

  constructor(private readonly offers: Offer[]) {
    fill(
      this.element,
      h('fieldset', {}, h('legend', {}, 'What'), h('div', { class: 'choice' }, ...KINDS.map((kind) => this.choice(...kind))), this.what),
      h('fieldset', {}, h('legend', {}, 'How'),
        field('recipe', 'Recipe', this.recipe),
        h('div', { class: 'choice' },
          radio('lane', 'bulk', 'In bulk', 'As capacity allows', true), radio('lane', 'interactive', 'At once', 'Somebody waits for it', false))),
      h('fieldset', {}, h('legend', {}, 'Where to'),
        h('div', { class: 'pair' }, text('target', 'Bucket', { required: true }), text('targetPrefix', 'Prefix', { placeholder: 'restored/' })),
        h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'insideSource' }), 'Results may lie among their sources'),
        text('label', 'Label', { maxlength: 200, placeholder: 'what people call it' })),
      this.more(),
    );
    this.choose('prefix');
  }

  /** The body of `POST /batches`, without what was left open. */
  request(): Record<string, unknown> {
    const data = new FormData(this.element);
    const value = (name: string): string | undefined => String(data.get(name) ?? '').trim() || undefined;
    const number = (name: string, factor = 1): number | undefined => (value(name) === undefined ? undefined : Math.round(Number(value(name)) * factor));
    const instant = (name: string): string | undefined => (value(name) === undefined ? undefined : new Date(value(name) ?? '').toISOString());
    return pruned({
      batch: value('batch'),
      selection: this.selection(value),
      filter: { glob: value('glob'), minSize: number('minSize', 1_000_000), maxSize: number('maxSize', 1_000_000), modifiedSince: instant('modifiedSince') },
      sample: { every: number('every'), first: number('first') },
      recipe: value('recipe'),
      target: { bucket: value('target'), prefix: value('targetPrefix'), insideSource: data.has('insideSource') || undefined },
      pool: value('pool'),
      lane: value('lane'),
      maxRejectedRows: number('maxRejectedRows'),
      label: value('label'),
      deadline: instant('deadline'),
    });
  }

  private selection(value: (name: string) => string | undefined): Record<string, unknown> {
    switch (this.kind) {
      case 'prefix':
        return { kind: 'prefix', bucket: value('bucket'), prefix: value('prefix') };
      case 'manifest':
        return { kind: 'manifest', bucket: value('bucket'), key: value('key'), format: value('format') };
      case 'seeds':
        return { kind: 'seeds', seeds: value('seeds') };
    }
  }

  private choice(kind: Kind, name: string, meaning: string): HTMLElement {
    const element = radio('kind', kind, name, meaning, kind === 'prefix');
    element.addEventListener('change', () => this.choose(kind));
    return element;
  }

  private choose(kind: Kind): void {
    this.kind = kind;
    const before = this.what.querySelector<HTMLInputElement>('#bucket')?.value ?? '';
    const bucket = (): HTMLElement => text('bucket', 'Bucket', { required: true, value: before });
    if (kind === 'seeds') {
      fill(this.what, text('seeds', 'Seeds', { required: true, placeholder: '0-31', pattern: '[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*', title: 'Such as 7, 0-31 or 1,3,10-12' }));
    } else if (kind === 'manifest') {
      fill(this.what, h('div', { class: 'pair' }, bucket(), text('key', 'Key of the list', { required: true })),
        field('format', 'Written as', h('select', { id: 'format', name: 'format' }, ...FORMATS.map(([value, name]) => h('option', { value }, name)))));
    } else {
      fill(this.what, h('div', { class: 'pair' }, bucket(), text('prefix', 'Prefix', { placeholder: 'the whole bucket' })));
    }
    const offered = this.offers.filter(({ recipe }) => (recipe.kind === 'generate') === (kind === 'seeds'));
    fill(this.recipe, ...offered.map(({ reference, recipe, allowed }) =>
      h('option', { value: reference, selected: allowed && recipe.name === PREFERRED, disabled: !allowed },
        `${reference}${described(recipe)}${allowed ? '' : ' (its licence is not allowed here)'}`)));
  }

  private more(): HTMLElement {
    return h('details', {}, h('summary', {}, 'Filter, sample and more'),
      h('div', { class: 'pair' },
        text('glob', 'Only keys such as', { placeholder: '1927/**.tif' }), text('modifiedSince', 'Written since', { type: 'datetime-local' }),
        text('minSize', 'From so many MB', { type: 'number', min: 0, step: 'any' }), text('maxSize', 'Up to so many MB', { type: 'number', min: 0, step: 'any' }),
        text('every', 'Every nth', { type: 'number', min: 1 }), text('first', 'No more than', { type: 'number', min: 1 }),
        text('pool', 'Workers of the pool', { placeholder: 'photo' }), text('maxRejectedRows', 'Malformed rows at most', { type: 'number', min: 0 }),
        text('deadline', 'Not to be begun after', { type: 'datetime-local' }), text('batch', 'Name of the batch', { pattern: '[A-Za-z0-9][A-Za-z0-9._\\-]{0,99}', title: 'Letters, digits, dots, hyphens and underscores' })));
  }
}

function described(recipe: Recipe): string {
  const parts = [
    recipe.upscaler && recipe.upscaler !== 'none' && `${recipe.scale} × larger`,
    recipe.faces?.network && 'restores faces',
    recipe.output && `to ${recipe.output.toUpperCase()}`,
  ].filter(Boolean);
  return parts.length ? ` · ${parts.join(', ')}` : '';
}

function field(id: string, name: string, control: HTMLElement): HTMLElement {
  return h('div', { class: 'field' }, h('label', { for: id }, name), control);
}

function text(name: string, label: string, attributes: Record<string, string | number | boolean> = {}): HTMLElement {
  return field(name, label, h('input', { id: name, name, spellcheck: false, autocapitalize: 'off', ...attributes }));
}

function radio(name: string, value: string, label: string, meaning: Child, checked: boolean): HTMLElement {
  return h('label', { class: 'option' }, h('input', { type: 'radio', name, value, checked }), h('span', {}, h('strong', {}, label), h('small', {}, meaning)));
}

/** Without what is undefined, and without objects that have nothing left. */
function pruned(value: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) {
    const inner = typeof part === 'object' && part !== null ? pruned(part as Record<string, unknown>) : part;
    if (inner !== undefined && !(typeof inner === 'object' && inner !== null && !Object.keys(inner).length)) {
      kept[name] = inner;
    }
  }
  return kept;
}
