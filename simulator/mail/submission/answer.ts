import type { SMTPServer } from "smtp-server";

/**
 * Refuses with exactly this text. The server puts an enhanced status code of its own choice before every text, and has no other way to
 * leave it out than for all; it writes while the callback runs.
 */
export function answer(server: SMTPServer, text: string, callback: (error: Error) => void): void {
  const error = Object.assign(new Error(text.slice(4)), { responseCode: Number(text.slice(0, 3)) });
  server.options.hideENHANCEDSTATUSCODES = true;
  try {
    callback(error);
  } finally {
    server.options.hideENHANCEDSTATUSCODES = false;
  }
}
