/** A random order that its seed tells: the same again, to find out why something failed. */
export function inOrderOf<T>(seed: number, items: readonly T[]): T[] {
  const rest = [...items];
  const order: T[] = [];
  let state = seed >>> 0;
  while (rest.length > 0) {
    // Numerical Recipes' generator; its high bits are the random ones.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    order.push(...rest.splice(Math.floor((state / 2 ** 32) * rest.length), 1));
  }
  return order;
}
