import { fetch } from "undici";

/** A page that the stand-in shows. */
export interface Page {
  readonly kind: "page";
  readonly status: number;
  readonly html: string;
  readonly heading: string;
  /** What went wrong, as the page says it. */
  readonly alert: string | undefined;
  /** Where its form goes, with the fields that it holds already. */
  readonly form: { readonly action: string; readonly fields: Readonly<Record<string, string>> } | undefined;
}

/** The way back to the client. */
export interface Return {
  readonly kind: "return";
  /** The address without its query. */
  readonly to: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a person does on the pages. */
export interface Person {
  readonly loginfmt?: string;
  readonly passwd?: string;
  /** The code of the authenticator app. */
  readonly otc?: string;
  readonly decision?: "accept" | "cancel";
  /** `on` accepts for everyone. */
  readonly organization?: "on";
}

/** A browser that keeps cookies, sends forms and stops where it is sent back to the client. */
export class Browser {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Opens an address. */
  open(url: string): Promise<Page | Return> {
    return this.#go(url, {});
  }

  /** Sends the form of a page with what the person enters. */
  submit({ form }: Page, entered: Readonly<Record<string, string>>): Promise<Page | Return> {
    if (!form) throw new Error("The page has no form.");
    return this.#go(new URL(form.action, this.#origin).href, {
      method: "POST",
      body: new URLSearchParams({ ...form.fields, ...entered }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  }

  /** Opens an address and fills in one page after the other; stops at a page with an error, or without a form. */
  async pass(url: string, person: Person): Promise<Page | Return> {
    let place = await this.open(url);
    while (place.kind === "page" && place.form && place.alert === undefined) {
      place = await this.submit(place, entriesFor(place.form.action, person));
    }
    return place;
  }

  async #go(
    url: string,
    init: { method?: string; body?: string; headers?: Readonly<Record<string, string>> },
  ): Promise<Page | Return> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, {
      ...init,
      redirect: "manual",
      headers: { ...init.headers, ...(cookie ? { cookie } : {}) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location === null) return readPage(response.status, await response.text());
    const target = new URL(location);
    const parameters = Object.fromEntries(target.searchParams);
    return { kind: "return", to: `${target.origin}${target.pathname}`, parameters };
  }
}

function entriesFor(action: string, person: Person): Record<string, string> {
  const { loginfmt = "", passwd = "", otc = "", decision = "accept", organization } = person;
  if (action.endsWith("/login")) return { loginfmt, passwd };
  if (action.endsWith("/secondfactor")) return { otc };
  return { decision, ...(organization ? { organization } : {}) };
}

/** Reads a page with at most one form. */
export function readPage(status: number, html: string): Page {
  const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
  const alert = /role="alert">([^]*?)<\/p>/.exec(html)?.[1];
  const hidden = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  const fields = Object.fromEntries([...hidden].map(([, name = "", value = ""]) => [name, value]));
  return {
    kind: "page",
    status,
    html,
    heading: textOf(/<h1>([^]*?)<\/h1>/.exec(html)?.[1] ?? ""),
    alert: alert === undefined ? undefined : textOf(alert),
    form: action === undefined ? undefined : { action, fields },
  };
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function textOf(html: string): string {
  return html
    .replaceAll(/&([a-z0-9#]+);/g, (whole, name: string) => entities[name] ?? whole)
    .replaceAll(/\s+/g, " ")
    .trim();
}
