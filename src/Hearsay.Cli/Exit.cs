namespace Hearsay.Cli;

internal static class Exit
{
    public const int Found = 0;
    public const int None = 1;
    public const int Failed = 2;
}
