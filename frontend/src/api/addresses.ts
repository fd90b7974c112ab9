import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "./client";
import type { SavedAddress, SavedAddressInput } from "./types";

/** The addresses that the reader keeps, the default first. */
export const addressesQuery = queryOptions({
  queryKey: ["addresses"],
  queryFn: async ({ signal }): Promise<SavedAddress[]> => {
    const page = await dataOf(
      api.GET("/api/v1/me/addresses/", { params: { query: { page_size: 100 } }, signal }),
    );
    return [...page.results].sort((one, other) => Number(other.is_default) - Number(one.is_default));
  },
});

export const keepAddress = (body: SavedAddressInput) => dataOf(api.POST("/api/v1/me/addresses/", { body }));

export const changeAddress = (id: number, body: Partial<SavedAddressInput>) =>
  dataOf(api.PATCH("/api/v1/me/addresses/{id}/", { params: { path: { id } }, body }));

export const forgetAddress = (id: number) =>
  dataOf(api.DELETE("/api/v1/me/addresses/{id}/", { params: { path: { id } } }));
