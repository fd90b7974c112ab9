import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { VendorProfile } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { Panel } from "@/components/Panel";
import { vendorQuery } from "../queries";
import { VendorCover } from "../VendorCover";
import { whyNotCover } from "./cover";
import { FileButton } from "./FileButton";

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
    onSuccess: ({ cover_url, cover }) => {
      queryClient.setQueryData(
        vendorQuery(slug).queryKey,
        (known) => known && { ...known, cover_url, cover },
      );
      void queryClient.invalidateQueries({ queryKey: ["vendors"] });
      letGo();
    },
  });
  const choose = (file: File): void => {
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
          cover={chosen ? null : vendor.cover}
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
          {!chosen && <FileButton onFile={choose} />}
          <Typography variant="body2" role="status" sx={{ color: "text.secondary" }}>
            {upload.isSuccess && !chosen ? "Saved." : "JPEG, PNG or WebP, up to 10 MB."}
          </Typography>
        </Box>
      </Box>
    </Panel>
  );
}
