/** Waits for work that must fail and gives its error; fails itself when the work succeeds. */
export async function rejection(work: Promise<unknown> | undefined): Promise<Error> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error("This should have failed, but it succeeded.");
}
