import { apiKey, password, rejects } from "./mistakes.ts";

const ofXcally = "https://xcally.contoso.com";

rejects("a mistake in how XCALLY is reached is refused", {
  "no address of the server": {
    stack: { xcallyUrl: undefined },
    expected: [
      "xcallyUrl: This is missing. Give the address of the XCALLY server, such as https://xcally.contoso.com.",
    ],
  },
  "an address that is no URL": {
    stack: { xcallyUrl: "xcally.contoso.com" },
    expected: [
      'xcallyUrl: "xcally.contoso.com" is not allowed. Write the server\'s address, such as https://xcally.contoso.com.',
    ],
  },
  "an address of another scheme": {
    stack: { xcallyUrl: "ftp://xcally.contoso.com" },
    expected: [
      'xcallyUrl: "ftp://xcally.contoso.com" is not allowed. Write the server\'s address, such as https://xcally.contoso.com.',
    ],
  },
  "an empty address": {
    stack: { xcallyUrl: "" },
    expected: [
      'xcallyUrl: "" is not allowed. Write the server\'s address, such as https://xcally.contoso.com.',
    ],
  },
  "plain http to a public host": {
    stack: { xcallyUrl: "http://xcally.contoso.com" },
    expected: [
      'xcallyUrl: "http://xcally.contoso.com" is not allowed. Use https; http is allowed for localhost only.',
    ],
  },
  "plain http to a host that only looks like this machine": {
    stack: { xcallyUrl: "http://localhost.contoso.com" },
    expected: [
      'xcallyUrl: "http://localhost.contoso.com" is not allowed. Use https; http is allowed for localhost only.',
    ],
  },
  "a user and password in the server's address": {
    stack: { xcallyUrl: `https://me:${password}@xcally.contoso.com` },
    expected: [
      'xcallyUrl: "https://***@xcally.contoso.com" is not allowed. Remove the user and password; credentials have settings of their own.',
    ],
  },
  "a query in the server's address": {
    stack: { xcallyUrl: `${ofXcally}/?apikey=${apiKey}` },
    expected: [
      'xcallyUrl: "https://xcally.contoso.com/?***" is not allowed. Remove everything from ? or # on.',
    ],
  },
  "a fragment in the server's address": {
    stack: { xcallyUrl: `${ofXcally}/#/login` },
    expected: [
      'xcallyUrl: "https://xcally.contoso.com/#/login" is not allowed. Remove everything from ? or # on.',
    ],
  },
  "the API's base path in the server's address": {
    stack: { xcallyUrl: `${ofXcally}/api/` },
    expected: [
      'xcallyUrl: "https://xcally.contoso.com/api/" is not allowed. Remove /api at the end; it is added to every request.',
    ],
  },
  "a wildcard in the server's address": {
    stack: { xcallyUrl: "https://*.contoso.com" },
    expected: [
      'xcallyUrl: "https://*.contoso.com" is not allowed. Name the one host of the server, without a wildcard.',
    ],
  },
  "a blank in the server's address": {
    stack: { xcallyUrl: `${ofXcally} ` },
    expected: [
      'xcallyUrl: "https://xcally.contoso.com " is not allowed. Remove the blanks and control characters.',
    ],
  },
  "a former address that is the present one": {
    stack: { xcallyPreviousUrl: "https://XCALLY.contoso.com/" },
    expected: [
      'xcallyPreviousUrl: "https://xcally.contoso.com" is the same as xcallyUrl. Remove it or name the former address.',
    ],
  },
  "a former address without a scheme": {
    stack: { xcallyPreviousUrl: "old.contoso.com" },
    expected: [
      'xcallyPreviousUrl: "old.contoso.com" is not allowed. Write the server\'s address, such as https://xcally.contoso.com.',
    ],
  },
  "an unknown way of signing in": {
    stack: { xcallyAuthentication: "Basic" },
    expected: ['xcallyAuthentication: "Basic" is not allowed. Choose one of apiKey, basic, login.'],
  },
  "no API key anywhere": {
    stack: { xcallyApiKey: undefined },
    expected: [
      "xcallyApiKey: This is missing. Set the environment variable XCALLY_API_KEY or run pulumi config set --secret xcallyApiKey.",
    ],
  },
  "an environment variable that is set but empty": {
    environment: { XCALLY_API_KEY: "" },
    expected: ["XCALLY_API_KEY: The value is empty. Give it a value or remove it."],
  },
  "an API key with a line break": {
    stack: { xcallyApiKey: `${apiKey}\n` },
    expected: ["xcallyApiKey: The value holds a line break or control character. Remove it."],
  },
  "an API key with a blank, in the environment": {
    environment: { XCALLY_API_KEY: `Bearer ${apiKey}` },
    expected: [
      "XCALLY_API_KEY: The value holds blanks or letters outside ASCII, which no API key has. Copy it from XCALLY again.",
    ],
  },
  "basic without a user and a password": {
    stack: { xcallyApiKey: undefined, xcallyAuthentication: "basic" },
    expected: [
      "xcallyUser: This is missing. Set the environment variable XCALLY_USER or run pulumi config set xcallyUser.",
      "xcallyPassword: This is missing. Set the environment variable XCALLY_PASSWORD or run pulumi config set --secret xcallyPassword.",
    ],
  },
  "a colon in the user of basic": {
    stack: {
      xcallyApiKey: undefined,
      xcallyAuthentication: "basic",
      xcallyUser: "contoso:admin",
      xcallyPassword: password,
    },
    expected: [
      "xcallyUser: The value holds a colon, which HTTP Basic takes for the end of the name. Use the kind login.",
    ],
  },
  "an API key beside basic": {
    stack: { xcallyAuthentication: "basic", xcallyUser: "admin", xcallyPassword: password },
    expected: [
      "xcallyApiKey: This is not used with xcallyAuthentication basic. Remove it or set xcallyAuthentication to apiKey.",
    ],
  },
  "an API key that is stored in plain text": {
    environment: { PULUMI_CONFIG_SECRET_KEYS: '["xcally-mail-authentication:xcallyPassword"]' },
    expected: [
      "xcallyApiKey: This is stored in plain text. Run pulumi config set --secret xcallyApiKey, and replace it if the file was shared.",
    ],
  },
  "a password beside an API key": {
    stack: { xcallyPassword: password },
    expected: [
      "xcallyPassword: This is not used with xcallyAuthentication apiKey. Remove it or set xcallyAuthentication to basic or login.",
    ],
  },
});
