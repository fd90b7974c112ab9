// Written by hand in the shape of openapi-typescript's output; replaced by `npm run generate`.
export interface components {
  schemas: {
    Money: { amount: string; currency: string };
    Me: {
      id: string;
      email: string;
      name: string;
      is_staff: boolean;
      memberships: { vendor: { slug: string; name: string }; role: string }[];
      permissions: string[];
    };
    Category: { slug: string; name: string; count: number };
    VendorSummary: {
      slug: string;
      name: string;
      tagline: string;
      category: { slug: string; name: string };
      city: string;
      is_verified: boolean;
      verified_at: string | null;
      rating: { average: number | null; count: number };
      distance_km: number | null;
      open_now: boolean;
      cover_url: string | null;
      location: { latitude: number; longitude: number } | null;
    };
    Facets: {
      categories: components["schemas"]["Category"][];
      is_verified: number;
      open_now: number;
    };
    VerificationCheck: {
      check: string;
      label: string;
      status: string;
      decided_at: string | null;
      expires_at: string | null;
    };
    VendorProfile: components["schemas"]["VendorSummary"] & {
      description: string;
      address: { line1: string; line2: string; city: string; postcode: string; country: string };
      phone: string;
      hours: { weekday: number; opens: string; closes: string }[];
      timezone: string;
      currency: string;
      verification: components["schemas"]["VerificationCheck"][];
      fulfilments: ("pickup" | "delivery")[];
      accepts_orders: boolean;
      accepts_orders_reason: string | null;
      joined_at: string;
    };
    Item: {
      id: string;
      name: string;
      description: string;
      price: components["schemas"]["Money"];
      stock: number | null;
      in_stock: boolean;
      is_available?: boolean;
      image_url: string | null;
      section: string;
    };
    Transition: { to: string; label: string; requires_reason: boolean; suggested: boolean };
    OrderEntry: {
      sequence: number;
      from_status: string | null;
      status: string;
      label: string;
      note: string;
      reason: string;
      actor_role: string;
      actor_name?: string;
      claimed_at: string | null;
      recorded_at: string;
      flags: string[];
    };
    Order: {
      uid: string;
      reference: string;
      status: string;
      status_label: string;
      fulfilment: "pickup" | "delivery";
      vendor: { slug: string; name: string; city: string; is_verified: boolean };
      contact: { name: string; phone: string; email: string };
      address: { line1: string; line2: string; city: string; postcode: string } | null;
      note: string;
      items: {
        item: string | null;
        name: string;
        quantity: number;
        unit_price: components["schemas"]["Money"];
        line_total: components["schemas"]["Money"];
      }[];
      total: components["schemas"]["Money"];
      currency: string;
      placed_at: string;
      updated_at: string;
      estimated_ready_at: string | null;
      tracking_url: string;
      sequence: number;
      history: components["schemas"]["OrderEntry"][];
      allowed_transitions: components["schemas"]["Transition"][];
      review: { allowed: boolean; reason: string | null; id: string | null };
    };
    StatusChange: components["schemas"]["OrderEntry"] & {
      order_status: string;
      allowed_transitions: components["schemas"]["Transition"][];
      created: boolean;
    };
    TrackingEntry: {
      sequence: number;
      status: string;
      label: string;
      note: string;
      actor_role: string;
      recorded_at: string;
      claimed_at: string | null;
      leaf_index: number | null;
      leaf_hash: string | null;
    };
    Tracking: {
      reference: string;
      status: string;
      status_label?: string;
      vendor: { name: string; slug: string; is_verified: boolean; city?: string; phone?: string };
      fulfilment: "pickup" | "delivery";
      estimated_ready_at: string | null;
      entries: components["schemas"]["TrackingEntry"][];
    };
    Review: {
      id: string;
      rating: number;
      title: string;
      body: string;
      author: string;
      vendor: string;
      created_at: string;
      response: { body: string; created_at: string } | null;
      verified_purchase: boolean;
    };
    ReviewPage: {
      results: components["schemas"]["Review"][];
      next: string | null;
      previous: string | null;
      distribution?: Record<string, number>;
    };
    PlaceOrder: {
      vendor: string;
      items: { item: string; quantity: number }[];
      fulfilment: "pickup" | "delivery";
      contact: { name: string; phone: string; email: string };
      address?: { line1: string; line2?: string; city: string; postcode: string };
      note?: string;
    };
  };
}

type PathOf<Path> = Path extends undefined ? { path?: undefined } : { path: Path };
type Get<Query, Path, Body> = {
  get: {
    parameters: { query?: Query } & PathOf<Path>;
    responses: { 200: { content: { "application/json": Body } } };
  };
};
type Write<Verb extends string, Path, Sent, Body> = {
  [key in Verb]: {
    parameters: { header?: { "Idempotency-Key"?: string } } & PathOf<Path>;
    requestBody: { content: { "application/json": Sent } };
    responses: { 200: { content: { "application/json": Body } } };
  };
};
type Page<T> = { results: T[]; next: string | null; previous: string | null };
type S = components["schemas"];
type NoPath = undefined;
type Slug = { slug: string };
type Uid = { uid: string };
type Paging = { cursor?: string; page_size?: number };

export interface paths {
  "/api/v1/me/": Get<never, NoPath, S["Me"]>;
  "/api/v1/vendors/": Get<
    Paging & {
      search?: string;
      category?: string;
      is_verified?: boolean;
      near?: string;
      radius_km?: number;
      min_rating?: number;
      open_now?: boolean;
      ordering?: string;
    },
    NoPath,
    Page<S["VendorSummary"]> & { facets: S["Facets"] }
  >;
  "/api/v1/vendors/{slug}/": Get<never, Slug, S["VendorProfile"]>;
  "/api/v1/vendors/{slug}/items/": Get<Paging, Slug, Page<S["Item"]>>;
  "/api/v1/vendors/{slug}/items/{id}/": Write<"patch", Slug & { id: string }, Partial<S["Item"]>, S["Item"]>;
  "/api/v1/vendors/{slug}/reviews/": Get<Paging & { rating?: number; ordering?: string }, Slug, S["ReviewPage"]>;
  "/api/v1/vendors/{slug}/checks/": Get<never, Slug, S["VerificationCheck"][]>;
  "/api/v1/orders/": Get<Paging & { vendor?: string; status?: string; since?: string }, NoPath, Page<S["Order"]>> &
    Write<"post", NoPath, S["PlaceOrder"], S["Order"]>;
  "/api/v1/orders/{uid}/": Get<never, Uid, S["Order"]>;
  "/api/v1/orders/{uid}/status/": Write<
    "patch",
    Uid,
    { status: string; note?: string; reason?: string; expected_sequence?: number; estimated_ready_at?: string },
    S["StatusChange"]
  >;
  "/api/v1/orders/{uid}/cancel/": Write<"post", Uid, { reason: string }, S["StatusChange"]>;
  "/api/v1/orders/{uid}/confirm-receipt/": Write<"post", Uid, Record<string, never>, S["StatusChange"]>;
  "/api/v1/tracking/{uid}/": Get<never, Uid, S["Tracking"]>;
  "/api/v1/reviews/": Write<
    "post",
    NoPath,
    { order: string; rating: number; title?: string; body: string },
    S["Review"]
  >;
  "/api/v1/reviews/{id}/response/": Write<"post", { id: string }, { body: string }, S["Review"]>;
  "/api/v1/reviews/{id}/report/": Write<"post", { id: string }, { reason: string; detail?: string }, unknown>;
}
