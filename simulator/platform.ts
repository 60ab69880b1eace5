/**
 * Refuses to start stand-ins for Pulumi's plugins where these would not believe them: Go takes the authorities to trust from
 * SSL_CERT_FILE on Linux and its like only (package crypto/x509), and the azuread provider asks for the cloud's metadata over https.
 *
 * @param platform defaults to this machine's.
 * @throws Error One sentence that says what to do instead.
 */
export function requireTrustByFile(platform: NodeJS.Platform = process.platform): void {
  if (platform !== "darwin" && platform !== "win32") return;
  const system = platform === "darwin" ? "macOS" : "Windows";
  throw new Error(
    `The stand-ins can be used by Pulumi on Linux only: on ${system} its plugins ignore SSL_CERT_FILE and would not trust them. ` +
      `Run this ${platform === "win32" ? "in WSL or " : ""}in a Linux container.`,
  );
}
