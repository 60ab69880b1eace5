/** Remembers the first success; concurrent calls share one attempt, a failure is forgotten. */
export function once<Args extends readonly unknown[], T>(
  work: (...args: Args) => Promise<T>,
): (...args: Args) => Promise<T> {
  let result: Promise<T> | undefined;
  return (...args) => {
    if (result === undefined) {
      result = work(...args);
      result.catch(() => (result = undefined));
    }
    return result;
  };
}
