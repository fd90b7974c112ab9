import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ImageUp } from "lucide-react";
import { type ChangeEvent, useState } from "react";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { VendorProfile } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { VISUALLY_HIDDEN } from "@/components/hidden";
import { Panel } from "@/components/Panel";
import { vendorQuery } from "../queries";
import { VendorCover } from "../VendorCover";
import { COVER_TYPES, whyNotCover } from "./cover";

interface Chosen {
  file: File;
  url: string;
}

/** The picture above the profile: chosen, looked at as customers will see it, then sent. */
export function CoverForm({ vendor }: { vendor: VendorProfile }) {
  const queryClient = useQueryClient();
  const { slug } = vendor;
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const letGo = (): void => {
    if (chosen) URL.revokeObjectURL(chosen.url);
    setChosen(null);
  };
  const upload = useMutation({
    mutationFn: ({ file }: Chosen) => {
      const form = new FormData();
      form.append("cover", file);
      return dataOf(
        api.PUT("/api/v1/vendors/{slug}/cover/", {
          params: { path: { slug } },
          // OpenAPI writes a file as a string; what is sent is the form
          body: { cover: file.name },
          bodySerializer: () => form,
        }),
      );
    },
    onSuccess: ({ cover_url }) => {
      queryClient.setQueryData(vendorQuery(slug).queryKey, (known) => known && { ...known, cover_url });
      void queryClient.invalidateQueries({ queryKey: ["vendors"] });
      letGo();
    },
  });
  const choose = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const file = target.files?.[0];
    target.value = ""; // the same file can be chosen again
    if (!file) return;
    const why = whyNotCover(file);
    upload.reset();
    letGo();
    setRefusal(why);
    if (!why) setChosen({ file, url: URL.createObjectURL(file) });
  };
  return (
    <Panel title="Cover picture">
      <Box sx={{ display: "grid", gap: 2 }}>
        <VendorCover
          slug={slug}
          category={vendor.category.slug}
          url={chosen?.url ?? vendor.cover_url}
          sx={{ height: { xs: 148, sm: 200 }, borderRadius: 3 }}
        />
        <FormAlert message={refusal ?? (upload.error && asProblem(upload.error).message)} />
        <Box sx={{ display: "flex", gap: 1, flexWrap: "wrap", alignItems: "center" }}>
          {chosen && (
            <>
              <Button variant="contained" loading={upload.isPending} onClick={() => upload.mutate(chosen)}>
                Use this picture
              </Button>
              <Button onClick={letGo}>Cancel</Button>
            </>
          )}
          {!chosen && (
            <Button
              component="label"
              variant="outlined"
              startIcon={<ImageUp size={18} />}
              sx={{
                "&:has(:focus-visible)": {
                  outline: "3px solid var(--mui-palette-primary-main)",
                  outlineOffset: 2,
                },
              }}
            >
              Choose a picture
              <Box
                component="input"
                type="file"
                accept={COVER_TYPES.join(",")}
                onChange={choose}
                sx={VISUALLY_HIDDEN}
              />
            </Button>
          )}
          <Typography variant="body2" role="status" sx={{ color: "text.secondary" }}>
            {upload.isSuccess && !chosen ? "Saved." : "JPEG, PNG or WebP, up to 10 MB."}
          </Typography>
        </Box>
      </Box>
    </Panel>
  );
}
