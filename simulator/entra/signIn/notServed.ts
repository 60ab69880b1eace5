/** Entra ID can do this at sign-in, the stand-in cannot. Such a request also counts as unexpected. */
export class NotServed extends Error {
  constructor(what: string) {
    super(`The stand-in of Entra ID does not serve ${what}.`);
  }
}
