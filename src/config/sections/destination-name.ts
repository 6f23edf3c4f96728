import { z } from "zod";

/** A name the operator gave to a channel in `DISCORD_DESTINATIONS`. */
export const DestinationName = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);
