/** Where GitHub delivers; the registration puts it into the App's manifest. */
export const webhookPath = "/api/github/webhooks";
