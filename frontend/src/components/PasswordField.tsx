import IconButton from "@mui/material/IconButton";
import InputAdornment from "@mui/material/InputAdornment";
import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import type { FieldValues } from "react-hook-form";
import { t } from "@/lib/language/catalogue";
import { FormField } from "./FormField";

/** A password that its owner may look at. Pasting and password managers are welcome. */
export function PasswordField<T extends FieldValues>(props: ComponentProps<typeof FormField<T>>) {
  const [shown, setShown] = useState(false);
  const toggle = (
    <InputAdornment position="end">
      <IconButton
        edge="end"
        aria-label={shown ? t("Hide password") : t("Show password")}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      >
        {shown ? <EyeOff size={20} /> : <Eye size={20} />}
      </IconButton>
    </InputAdornment>
  );
  return (
    <FormField<T>
      {...props}
      type={shown ? "text" : "password"}
      slotProps={{
        input: { endAdornment: toggle },
        htmlInput: { maxLength: 256, autoCapitalize: "none", spellCheck: false },
      }}
    />
  );
}
