import { password, rejects } from "./mistakes.ts";

const ofXcally = "https://xcally.contoso.com";

rejects("a redirect URI that Entra ID does not take is refused", {
  "a wildcard in the redirect URI": {
    stack: { redirectUri: "https://*.contoso.com/callback" },
    expected: [
      'redirectUri: "https://*.contoso.com/callback" is not allowed. Name one exact address; a wildcard lets others receive the sign-in.',
    ],
  },
  "a fragment in the redirect URI": {
    stack: { redirectUri: `${ofXcally}/callback#top` },
    expected: [
      'redirectUri: "https://xcally.contoso.com/callback#top" is not allowed. Remove everything from # on; Entra ID takes no fragment.',
    ],
  },
  "a redirect URI without a path": {
    stack: { redirectUri: ofXcally },
    expected: [
      'redirectUri: "https://xcally.contoso.com" is not allowed. Add the path of XCALLY\'s callback, or a slash at the end if there is none.',
    ],
  },
  "plain http to a public host in the redirect URI": {
    stack: { redirectUri: "http://xcally.contoso.com/callback" },
    expected: [
      'redirectUri: "http://xcally.contoso.com/callback" is not allowed. Use https; Entra ID takes http for localhost and 127.0.0.1 only.',
    ],
  },
  "a relative redirect URI": {
    stack: { redirectUri: "/api/auth/azure/callback" },
    expected: [
      'redirectUri: "/api/auth/azure/callback" is not allowed. Write the full address, such as https://xcally.contoso.com/api/auth/azure/callback.',
    ],
  },
  "a redirect URI of 257 characters": {
    stack: { redirectUri: `${ofXcally}/${"a".repeat(230)}` },
    expected: [
      `redirectUri: "https://xcally.contoso.com/${"a".repeat(53)}..." is not allowed. Shorten it: it has 257 characters, 256 are allowed.`,
    ],
  },
  "a letter outside ASCII in the redirect URI": {
    stack: { redirectUri: `${ofXcally}/rückruf` },
    expected: [
      'redirectUri: "https://xcally.contoso.com/rückruf" is not allowed. Use plain ASCII letters, digits and signs only, without blanks.',
    ],
  },
  "a user in the redirect URI": {
    stack: { redirectUri: `https://${password}@xcally.contoso.com/callback` },
    expected: [
      'redirectUri: "https://***@xcally.contoso.com/callback" is not allowed. Remove the user and password.',
    ],
  },
  "a query in the redirect URI where personal accounts may sign in": {
    stack: { redirectUri: `${ofXcally}/callback?a=b`, signInAudience: "AzureADandPersonalMicrosoftAccount" },
    expected: [
      'redirectUri: "https://xcally.contoso.com/callback?***" is not allowed. Remove everything from ? on; with personal accounts Entra ID takes no query.',
    ],
  },
  "a server's address of which no redirect URI can be made": {
    stack: { xcallyUrl: `${ofXcally}/desk(1)` },
    expected: [
      'redirectUri: The default made of xcallyUrl, "https://xcally.contoso.com/desk(1)/api/auth/azure/callback" is not allowed. Entra ID does not take the character ( here. Remove it.',
    ],
  },
  ...Object.fromEntries(
    Array.from("!$'(),;", (sign) => [
      `the character ${sign} in the redirect URI`,
      {
        stack: { redirectUri: `${ofXcally}/call${sign}back` },
        expected: [
          `redirectUri: "${ofXcally}/call${sign}back" is not allowed. Entra ID does not take the character ${sign} here. Remove it.`,
        ],
      },
    ]),
  ),
});
