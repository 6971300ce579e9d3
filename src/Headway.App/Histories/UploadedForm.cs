using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Headway.App.Histories;

/// <summary>A form with a file, taken part by part: the file goes straight to the disk, so that its size is never a matter of
/// memory.</summary>
internal static class UploadedForm
{
    public const string TokenField = "__RequestVerificationToken";

    /// <summary>The file and what stands around it in the request.</summary>
    public const long MostRequestBytes = ImportDrafts.MostBytes + (1 << 20);

    /// <summary>As <see cref="Headway.Formats.Mapping.MappingFile"/> takes it.</summary>
    private const int MostMappingBytes = 256 << 10;

    private const int MostTokenBytes = 8 << 10;
    private const int MostParts = 8;

    /// <param name="Mapping">Null = none was sent.</param>
    public sealed record Received(ImportDraft Draft, string? Mapping);

    /// <param name="fromUs">Asked once, with the form's token, before a byte of the file is kept.</param>
    public static async Task<Answer<Received>> Receive(
        HttpContext http, ImportDrafts drafts, PersonId owner, Func<string?, Task<bool>> fromUs)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || type.MediaType != "multipart/form-data"
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 200 } boundary)
            return new Refusal("upload-not-a-form", "Send multipart/form-data with the parts “mapping” and “file”.");
        var taking = new Taking(drafts, owner, fromUs);
        try
        {
            var reader = new MultipartReader(boundary.ToString(), http.Request.Body);
            for (var part = 0; await reader.ReadNextSectionAsync(http.RequestAborted) is { } section; part++)
            {
                if (part == MostParts) return taking.No("upload-broken", "The form has more parts than a file and a mapping.");
                if (await taking.Take(section, http.RequestAborted) is { } refusal) return refusal;
            }
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return taking.TooLarge();
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return taking.No("upload-broken", "The upload broke off or is no form; send the file again.");
        }
        catch
        {
            taking.Forget();
            throw;
        }
        return taking.Draft is { } draft ? new Received(draft, taking.Mapping)
            : new Refusal("file-missing", "Choose a file first: XES, OCEL, CSV, Excel or a ZIP of an export.");
    }

    private sealed class Taking(ImportDrafts drafts, PersonId owner, Func<string?, Task<bool>> fromUs)
    {
        private string? token;

        public ImportDraft? Draft { get; private set; }

        public string? Mapping { get; private set; }

        public async Task<Refusal?> Take(MultipartSection section, CancellationToken cancel)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var says)) return null;
            switch (HeaderUtilities.RemoveQuotes(says.Name).ToString())
            {
                case TokenField:
                    token = await Text(section.Body, MostTokenBytes, cancel);
                    return null;
                case "mapping":
                    if (await Text(section.Body, MostMappingBytes, cancel) is not { } text)
                        return No("mapping-too-large", "The mapping is larger than 256 KiB.");
                    if (!string.IsNullOrWhiteSpace(text)) Mapping = text;
                    return null;
                case "file":
                    var name = says.FileNameStar.HasValue ? says.FileNameStar : HeaderUtilities.RemoveQuotes(says.FileName);
                    return await TakeFile(section.Body, name.ToString(), cancel);
                default:
                    return null;
            }
        }

        public Refusal No(string code, string sentence)
        {
            Forget();
            return new Refusal(code, sentence);
        }

        public Refusal TooLarge() => No("upload-too-large", $"The file is larger than {ImportDrafts.MostBytes >> 20} MiB. Pack it with "
            + "gzip, or import it with `headway import` on the server.");

        public void Forget()
        {
            if (Draft is { } draft) drafts.PutAway(draft);
            Draft = null;
        }

        private async Task<Refusal?> TakeFile(Stream body, string name, CancellationToken cancel)
        {
            if (Draft is not null) return No("upload-broken", "Send one file at a time.");
            if (!await fromUs(token)) return No("form-stale", "This page was open for too long, or is not ours; choose the file again.");
            if (drafts.Begin(owner, name).IsRefused(out var why, out var draft)) return why;
            Draft = draft;
            await using var file = new FileStream(draft.Path, FileMode.CreateNew, FileAccess.Write, FileShare.Delete);
            var buffer = new byte[1 << 16];
            var total = 0L;
            for (int read; (read = await body.ReadAsync(buffer, cancel)) > 0;)
            {
                if ((total += read) > ImportDrafts.MostBytes) return TooLarge();
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
            return total > 0 ? null
                : name.Trim('"').Length == 0 ? No("file-missing", "Choose a file first: XES, OCEL, CSV, Excel or a ZIP of an export.")
                : No("file-empty", $"{ImportDrafts.NameOf(name)} is empty: it has 0 bytes, so there is nothing to read. Export it again.");
        }

        /// <summary>Null when it is longer.</summary>
        private static async Task<string?> Text(Stream body, int most, CancellationToken cancel)
        {
            var bytes = new byte[most + 1];
            var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
            return length > most ? null : Encoding.UTF8.GetString(bytes, 0, length).TrimStart('\uFEFF');
        }
    }
}
