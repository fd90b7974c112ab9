import Box from "@mui/material/Box";
import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import Typography from "@mui/material/Typography";
import type { UseQueryResult } from "@tanstack/react-query";
import { Controller, type UseFormReturn } from "react-hook-form";
import type { WebhookEventType } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { FormField } from "@/components/FormField";
import { NativeSelect } from "@/components/NativeSelect";
import { QueryView } from "@/components/QueryView";
import { EventChoice } from "./EventChoice";
import type { EndpointValues } from "./endpointForm";

const HEARS = [
  ["all", "Every event, those of the future too"],
  ["chosen", "Only chosen events"],
] as const;

interface Props {
  form: UseFormReturn<EndpointValues>;
  types: UseQueryResult<WebhookEventType[]>;
}

export function EndpointFields({ form, types }: Props) {
  const isChosen = form.watch("hears") === "chosen";
  return (
    <>
      {/* room for the label of the first field, which the content would cut off */}
      <Box sx={{ pt: 1 }}>
        <FormField
          control={form.control}
          name="url"
          label="Address"
          helperText="Where your program listens, like https://shop.example.com/hooks"
          type="url"
          autoComplete="off"
          autoFocus
          required
        />
      </Box>
      <FormField
        control={form.control}
        name="description"
        label="What it is for"
        helperText="Like “Stock program”"
        autoComplete="off"
      />
      <Box sx={{ display: "grid", gap: 1, justifyItems: "start" }}>
        <Typography sx={{ fontWeight: 650 }}>It is told of</Typography>
        <Controller
          control={form.control}
          name="hears"
          render={({ field }) => (
            <NativeSelect
              label="It is told of"
              value={field.value}
              options={HEARS}
              onChange={field.onChange}
            />
          )}
        />
      </Box>
      {isChosen && (
        <>
          <Controller
            control={form.control}
            name="types"
            render={({ field, fieldState }) => (
              <QueryView query={types} skeleton={<CardSkeletons count={3} height={44} />}>
                {(known) => (
                  <EventChoice
                    known={known}
                    value={field.value}
                    onChange={field.onChange}
                    problem={fieldState.error?.message}
                  />
                )}
              </QueryView>
            )}
          />
          <Controller
            control={form.control}
            name="isPinned"
            render={({ field }) => (
              <FormControlLabel
                label="Only in the versions of today"
                sx={{ mr: 0, minHeight: 44 }}
                control={
                  <Checkbox checked={field.value} onChange={(_event, checked) => field.onChange(checked)} />
                }
              />
            )}
          />
        </>
      )}
    </>
  );
}
