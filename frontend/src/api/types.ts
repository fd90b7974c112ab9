import type { components } from "./schema";

type Schemas = components["schemas"];

/** Short names for what the API speaks of; the shapes come from the schema. */
export type Me = Schemas["Me"];
export type Category = Schemas["Category"];
export type VendorSummary = Schemas["VendorSummary"];
export type VendorProfile = Schemas["VendorProfile"];
export type Facets = Schemas["Facets"];
export type VerificationCheck = Schemas["VerificationCheck"];
export type Item = Schemas["Item"];
export type Order = Schemas["Order"];
export type OrderSummary = Schemas["Order"];
export type OrderEntry = Schemas["OrderEntry"];
export type Transition = Schemas["Transition"];
export type StatusChange = Schemas["StatusChange"];
export type Tracking = Schemas["Tracking"];
export type TrackingEntry = Schemas["TrackingEntry"];
export type Review = Schemas["Review"];
export type ReviewPage = Schemas["ReviewPage"];
export type Money = Schemas["Money"];
