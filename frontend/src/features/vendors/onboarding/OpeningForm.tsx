import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { api, dataOf } from "@/api/client";
import { showProblem } from "@/api/formProblems";
import { meQuery } from "@/api/me";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { SelectField } from "@/components/SelectField";
import { createAttemptKeys } from "@/lib/attemptKeys";
import { countries, likelyCountry, ownTimeZone } from "@/lib/regions";
import { categoriesQuery } from "../queries";
import { OPENING_FIELDS, type OpeningValues, openingBody, openingSchema } from "./openingForm";

interface Props {
  onOpened: (slug: string) => void;
}

/** The first screen: once it is sent the business exists, and everything after it can wait until tomorrow. */
export function OpeningForm({ onOpened }: Props) {
  const queryClient = useQueryClient();
  const [keyFor] = useState(() => createAttemptKeys());
  const [failure, setFailure] = useState<string | null>(null);
  const { data: categories = [] } = useQuery(categoriesQuery);
  const form = useForm<OpeningValues>({
    resolver: zodResolver(openingSchema),
    defaultValues: { name: "", category: "", tagline: "", phone: "", city: "", country: likelyCountry() },
  });
  const open = useMutation({
    mutationFn: (values: OpeningValues) => {
      const body = openingBody(values, ownTimeZone());
      const params = { header: { "Idempotency-Key": keyFor(body) } };
      return dataOf(api.POST("/api/v1/vendors/", { params, body }));
    },
    onMutate: () => setFailure(null),
    onSuccess: async ({ slug }) => {
      await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
      onOpened(slug);
    },
    onError: (error) => setFailure(showProblem(form, error, OPENING_FIELDS)),
  });
  return (
    <Box
      component="form"
      noValidate
      onSubmit={form.handleSubmit((values) => open.mutate(values))}
      sx={{ display: "grid", gap: 2.5 }}
    >
      <FormAlert message={failure} />
      <FormField
        control={form.control}
        name="name"
        label="Name of the business"
        required
        autoComplete="organization"
      />
      <FormField
        control={form.control}
        name="category"
        label="What kind of business?"
        select
        required
        slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
      >
        <option value="">Choose</option>
        {categories.map(({ slug, name, children }) => (
          <optgroup key={slug} label={name}>
            {(children.length > 0 ? children : [{ slug, name }]).map((child) => (
              <option key={child.slug} value={child.slug}>
                {child.name}
              </option>
            ))}
          </optgroup>
        ))}
      </FormField>
      <FormField
        control={form.control}
        name="tagline"
        label="In one line (optional)"
        helperText="“Sourdough and rye, baked at night”"
      />
      <FormField
        control={form.control}
        name="phone"
        label="Phone"
        type="tel"
        required
        autoComplete="tel"
        helperText="Customers see it. We send a code to it later."
      />
      <FormField
        control={form.control}
        name="city"
        label="Town or city"
        required
        autoComplete="address-level2"
      />
      <SelectField
        control={form.control}
        name="country"
        label="Country"
        options={countries()}
        autoComplete="country"
      />
      <Box>
        <Button type="submit" variant="contained" size="large" loading={open.isPending}>
          Open the business
        </Button>
      </Box>
    </Box>
  );
}
