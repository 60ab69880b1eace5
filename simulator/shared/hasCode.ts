/**
 * Whether an error is one of Node's with this code, such as `EADDRINUSE`. It asks for the code and not for the class:
 * under jest Node's own errors are no `Error` of the tests' realm.
 */
export function hasCode(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
