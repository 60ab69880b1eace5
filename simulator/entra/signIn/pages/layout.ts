import { html } from "hono/html";

/** Text of HTML in which every value is escaped. */
export type Html = ReturnType<typeof html>;

/** A whole page of the stand-in. */
export function layout(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          body {
            font:
              1rem/1.5 system-ui,
              sans-serif;
            margin: 4rem auto;
            max-width: 28rem;
            padding: 0 1rem;
          }
          label,
          dt {
            display: block;
            margin-top: 0.75rem;
          }
          input:not([type="checkbox"]) {
            box-sizing: border-box;
            display: block;
            padding: 0.5rem;
            width: 100%;
          }
          button {
            margin: 1rem 0.5rem 0 0;
            padding: 0.5rem 1rem;
          }
          [role="alert"] {
            color: #a4262c;
          }
        </style>
      </head>
      <body>
        <main>${content}</main>
        <footer><small>Stand-in of Microsoft Entra ID for tests. Enter no real password.</small></footer>
      </body>
    </html>`;
}
