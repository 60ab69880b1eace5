import { html } from "hono/html";

/** A page of XCALLY's that tells a person one thing: how it went, or what went wrong (`alert`). */
export function plainPage(heading: string, role: "status" | "alert", text: string) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>XCALLY: ${heading}</title>
      </head>
      <body>
        <h1>${heading}</h1>
        <p role="${role}">${text}</p>
        <footer><small>Stand-in of XCALLY for tests.</small></footer>
      </body>
    </html>`;
}
