import type { components, operations } from "./schema";

type Schemas = components["schemas"];

/** Short names for what the API speaks of; the shapes come from the schema. */
export type Me = Schemas["ProfileOutput"];
export type SignInEntry = Schemas["SignInOutput"];
export type RememberedDevice = Schemas["DeviceOutput"];
export type SecurityEvent = Schemas["SecurityEventOutput"];
export type EmailChange = Schemas["EmailChangeOutput"];
export type VendorSummary = Schemas["VendorSummary"];
export type VendorProfile = Schemas["Vendor"];
export type Facets = Schemas["Facets"];
export type VerificationCheck = Schemas["CheckSummary"];
export type Check = Schemas["Check"];
export type CheckDocument = Schemas["Document"];
export type CheckKind = Schemas["CheckKindEnum"];
export type CheckStep = Schemas["CheckStep"];
export type Onboarding = Schemas["Onboarding"];
export type OnboardingStep = Schemas["OnboardingStepEnum"];
export type BadgeLine = Schemas["BadgeLine"];
export type NewVendor = Schemas["VendorCreateRequest"];
export type Fulfilment = Schemas["FulfilmentEnum"];
export type Item = Schemas["Item"];
export type Order = Schemas["OrderDetail"];
export type OrderSummary = Schemas["OrderSummary"];
export type OrderEntry = Schemas["Entry"];
export type OrderStatus = Schemas["StatusEnum"];
export type PlaceOrder = Schemas["OrderInputRequest"];
export type Transition = Schemas["AllowedTransition"];
export type Moved = Schemas["Moved"];
export type Tracking = Schemas["TrackingPage"];
export type TrackingEntry = Schemas["TrackingEntry"];
export type Review = Schemas["Review"];
export type OwnReview = Schemas["OwnReview"];
export type ReviewPage = Schemas["ReviewPage"];
export type ReviewVersion = Schemas["ReviewVersion"];
export type ReviewPhoto = Schemas["Photo"];
export type Rating = Schemas["Rating"];
export type ReviewOrdering = NonNullable<
  NonNullable<operations["vendors_reviews_retrieve"]["parameters"]["query"]>["ordering"]
>;
export type PickupReason = Schemas["PickupReasonEnum"];
export type Reviewable = Schemas["Reviewable"];
export type Role = Schemas["MembershipRoleEnum"];
export type Member = Schemas["Member"];
export type ApiKey = Schemas["ApiKey"];
export type MadeKey = Schemas["MadeKey"];
export type NewKey = Schemas["ApiKeyInputRequest"];
export type KeyScope = Schemas["KeyScopeEnum"];
export type Invitation = Schemas["Invitation"];
export type InvitationLink = Schemas["InvitationLink"];
export type OwnershipOffer = Schemas["OwnershipOffer"];
export type NewItem = Schemas["ItemInputRequest"];
export type ItemChanges = Schemas["PatchedItemInputRequest"];
export type VendorChanges = Schemas["PatchedVendorInputRequest"];
export type DataExport = Schemas["Export"];
export type Deletion = Schemas["Deletion"];
export type ReportReason = Schemas["ReportReasonEnum"];
