import { clientIdOnce } from "./clientIdOnce.ts";
import { consentMode } from "./consentMode.ts";
import { listedAccounts } from "./listedAccounts.ts";
import { mailPermissions } from "./mailPermissions.ts";
import { ownApplication } from "./ownApplication.ts";
import { owners } from "./owners.ts";
import { redirectUris } from "./redirectUris.ts";
import { secretLifetime } from "./secretLifetime.ts";
import { singleTenant } from "./singleTenant.ts";

export {
  clientIdOnce,
  consentMode,
  listedAccounts,
  mailPermissions,
  ownApplication,
  owners,
  redirectUris,
  secretLifetime,
  singleTenant,
};
