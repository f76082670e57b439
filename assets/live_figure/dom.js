/** Elements of the page. */

let count = 0;

/** Creates an element with properties and children. */
export function element(tag, properties = {}, ...children) {
  const created = Object.assign(document.createElement(tag), properties);
  created.append(...children);
  return created;
}

/** Creates an element of a vector graphic with attributes. */
export function shape(tag, attributes) {
  const created = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value);
  return created;
}

/** An id that no other part of the page has. */
export function uniqueId(prefix) {
  count += 1;
  return `live-figure-${prefix}-${count}`;
}
