import type { Page, Return } from "../../../../simulator/person/browser.ts";
import type { Answer } from "../graphClient.ts";
import type { Place, World } from "./world.ts";

/** One error of Entra ID: what leads to it, and how it looks. */
export interface Case {
  /** The number after `AADSTS`. */
  readonly code: number;
  /** What leads to it, to be read after "AADSTS50011 appears on a page when". */
  readonly when: string;
  readonly place: Place;
  /** Of the token endpoint. Defaults to 400. */
  readonly status?: 400 | 401;
  /** The OAuth error; pages have none. */
  readonly error?: string;
  readonly suberror?: string;
  /** A piece of the text. */
  readonly text: string;
  /** Whether the answer names the policy in `claims`. Defaults to false. */
  readonly claims?: boolean;
  readonly meet: (world: World) => Promise<Page | Return | Answer>;
}
