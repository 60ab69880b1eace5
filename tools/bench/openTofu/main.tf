# What the stack makes of a mailbox, as a platform team would write it for OpenTofu: the same objects in Entra ID and in XCALLY, with the
# same contents. It has less to do: it is told the ids of the mail accounts, which the stack looks up by their addresses, and it hands
# secrets over without a proof that Entra ID takes them.

terraform {
  required_providers {
    azuread = { source = "hashicorp/azuread", version = "3.4.0" }
    random  = { source = "hashicorp/random", version = "3.9.0" }
    restapi = { source = "Mastercard/restapi", version = "1.20.0" }
  }
}

variable "xcally_url" {
  type = string
}

variable "xcally_api_key" {
  type      = string
  sensitive = true
}

variable "redirect_uri" {
  type = string
}

# Replaces both secrets of every mailbox when it changes.
variable "rotation" {
  type    = string
  default = "first"
}

variable "mailboxes" {
  type = map(object({
    account_id   = string
    display_name = string
    end_dates    = list(string) # of the two secrets, by slot
    active_slot  = number
  }))
}

provider "azuread" {}

provider "restapi" {
  uri                  = var.xcally_url
  write_returns_object = true
  headers              = { Authorization = "Bearer ${var.xcally_api_key}" }
}

data "azuread_client_config" "current" {}

data "azuread_service_principal" "microsoft_graph" {
  client_id = "00000003-0000-0000-c000-000000000000"
}

data "azuread_service_principal" "exchange_online" {
  client_id = "00000002-0000-0ff1-ce00-000000000000"
}

locals {
  microsoft_graph  = data.azuread_service_principal.microsoft_graph
  exchange_online  = data.azuread_service_principal.exchange_online
  graph_scopes     = ["IMAP.AccessAsUser.All", "SMTP.Send", "offline_access", "openid", "email"]
  exchange_scopes  = ["IMAP.AccessAsUser.All", "SMTP.Send"]
  application_tags = ["xcally-mail-authentication"]
  slots = merge([
    for key, mailbox in var.mailboxes : {
      for slot in [0, 1] : "${key}-${slot}" => { key = key, end_date = mailbox.end_dates[slot] }
    }
  ]...)
}

resource "random_id" "marker" {
  for_each    = var.mailboxes
  byte_length = 8
}

resource "azuread_application" "mailbox" {
  for_each         = var.mailboxes
  display_name     = "XCALLY mail ${each.value.display_name}"
  sign_in_audience = "AzureADMyOrg"
  owners           = [data.azuread_client_config.current.object_id]
  tags             = concat(local.application_tags, ["xcally-mail-authentication:${random_id.marker[each.key].hex}"])

  web {
    redirect_uris = [var.redirect_uri]
  }

  required_resource_access {
    resource_app_id = local.microsoft_graph.client_id
    dynamic "resource_access" {
      for_each = local.graph_scopes
      content {
        id   = local.microsoft_graph.oauth2_permission_scope_ids[resource_access.value]
        type = "Scope"
      }
    }
  }

  required_resource_access {
    resource_app_id = local.exchange_online.client_id
    dynamic "resource_access" {
      for_each = local.exchange_scopes
      content {
        id   = local.exchange_online.oauth2_permission_scope_ids[resource_access.value]
        type = "Scope"
      }
    }
  }

  lifecycle {
    ignore_changes = [owners]
  }
}

resource "azuread_service_principal" "mailbox" {
  for_each     = var.mailboxes
  client_id    = azuread_application.mailbox[each.key].client_id
  owners       = [data.azuread_client_config.current.object_id]
  use_existing = true

  lifecycle {
    ignore_changes = [owners]
  }
}

resource "azuread_service_principal_delegated_permission_grant" "microsoft_graph" {
  for_each                             = var.mailboxes
  service_principal_object_id          = azuread_service_principal.mailbox[each.key].object_id
  resource_service_principal_object_id = local.microsoft_graph.object_id
  claim_values                         = local.graph_scopes
}

resource "azuread_service_principal_delegated_permission_grant" "exchange_online" {
  for_each                             = var.mailboxes
  service_principal_object_id          = azuread_service_principal.mailbox[each.key].object_id
  resource_service_principal_object_id = local.exchange_online.object_id
  claim_values                         = local.exchange_scopes
}

resource "azuread_application_password" "slot" {
  for_each            = local.slots
  application_id      = azuread_application.mailbox[each.value.key].id
  display_name        = "XCALLY until ${substr(each.value.end_date, 0, 10)} [${random_id.marker[each.value.key].hex}]"
  end_date            = each.value.end_date
  rotate_when_changed = { rotation = var.rotation }

  lifecycle {
    create_before_destroy = true
  }
}

resource "restapi_object" "cloud_provider" {
  for_each = var.mailboxes
  path     = "/api/cloudProviders"
  data = jsonencode({
    name         = "${each.value.display_name} [${random_id.marker[each.key].hex}]"
    service      = "Microsoft Azure"
    type         = "Outlook365"
    clientId     = azuread_application.mailbox[each.key].client_id
    clientSecret = azuread_application_password.slot["${each.key}-${each.value.active_slot}"].value
    tenantId     = data.azuread_client_config.current.tenant_id
  })

  depends_on = [
    azuread_service_principal_delegated_permission_grant.microsoft_graph,
    azuread_service_principal_delegated_permission_grant.exchange_online,
  ]
}

# The link: an update of an account that exists, and is given back without it.
resource "restapi_object" "association" {
  for_each       = var.mailboxes
  path           = "/api/mail/accounts"
  object_id      = each.value.account_id
  create_method  = "PUT"
  create_path    = "/api/mail/accounts/${each.value.account_id}"
  data           = jsonencode({ CloudProviderId = tonumber(restapi_object.cloud_provider[each.key].id) })
  destroy_method = "PUT"
  destroy_data   = jsonencode({ CloudProviderId = null })
}
