/**
 * Levenshtein distance: the number of letters to insert, delete or replace.
 * @param most distance above which it does not matter any more: the rest is not looked at, and the result is Infinity
 */
export function editDistance(a: string, b: string, most = Infinity): number {
  if (Math.abs(a.length - b.length) > most) return Infinity;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const current = [i + 1];
    let left = i + 1;
    let least = left;
    for (let j = 0; j < b.length; j++) {
      const replaced = (previous[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      const removed = (previous[j + 1] ?? 0) + 1;
      left = left + 1 < removed ? left + 1 : removed;
      if (replaced < left) left = replaced;
      if (left < least) least = left;
      current.push(left);
    }
    // No way to the end is shorter than the shortest to here.
    if (least > most) return Infinity;
    previous = current;
  }
  const distance = previous[b.length] ?? 0;
  return distance > most ? Infinity : distance;
}
