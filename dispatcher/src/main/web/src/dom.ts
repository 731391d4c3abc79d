/** Builds elements. Text always becomes text nodes, so that no data is ever read as markup. */

export type Child = Node | string | number | null | undefined | false;
type Value = string | number | boolean | undefined | ((event: Event) => void);
export type Attributes = Record<string, Value>;

const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element. A function is listened with, `true` sets an empty attribute; `false` and `undefined` set none. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  apply(element, attributes);
  element.append(...children.filter(given).map(node));
  return element;
}

/** The same of SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag) as SVGElementTagNameMap[K];
  apply(element, attributes);
  element.append(...children.filter(given).map(node));
  return element;
}

/** Makes these the only children. */
export function fill(parent: Element, ...children: Child[]): void {
  parent.replaceChildren(...children.filter(given).map(node));
}

/** Sets an element's text, and touches nothing when it is that already: a selection survives. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** The element that must be there. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) {
    throw new Error(`no element #${id}`);
  }
  return element;
}

function apply(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
}

function given(child: Child): child is Node | string | number {
  return child !== null && child !== undefined && child !== false;
}

function node(child: Node | string | number): Node | string {
  return typeof child === 'number' ? String(child) : child;
}
