using Arc.Compiler.Contracts;
using Arc.Compiler.Wasm;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Arc.Stl;

namespace Arc.Compiler.Tests.Linking;

public sealed class ContractTests
{
    private static readonly ImportContract Pow = new("math", "pow_f64", "math.pow", [Primitive.F64],
        [new("base", ArcType.Of(Primitive.F64), WasmType.F64), new("exp", ArcType.Of(Primitive.F64), WasmType.F64)],
        new ContractValue("output", ArcType.Of(Primitive.F64), WasmType.F64));

    private static readonly ImportContract Put = new("series", "put_u8", "series.put", [Primitive.U8],
        [new("this", new SeriesType(ArcType.Of(Primitive.U8)), WasmType.I32), new("index", ArcType.Of(Primitive.I64), WasmType.I64)], null);

    [Fact]
    public void Json_OfImports_HasMemberSuffixAndBothTypes() => Assert.Equal(
        """
        {
          "schema": "arc-contract",
          "version": 1,
          "imports": [
            {
              "module": "math",
              "name": "pow_f64",
              "member": "math.pow",
              "suffixes": [
                "f64"
              ],
              "params": [
                {
                  "name": "base",
                  "type": "f64",
                  "wasm": "f64"
                },
                {
                  "name": "exp",
                  "type": "f64",
                  "wasm": "f64"
                }
              ],
              "result": {
                "name": "output",
                "type": "f64",
                "wasm": "f64"
              }
            }
          ],
          "functions": []
        }

        """,
        ContractWriter.Write([Pow]));

    [Fact]
    public void Cpp_OfPolymorphicMembers_IsOneTemplateAMember()
    {
        var single = new ImportContract("math", "pow_f32", "math.pow", [Primitive.F32],
            [new("base", ArcType.Of(Primitive.F32), WasmType.F32), new("exp", ArcType.Of(Primitive.F32), WasmType.F32)],
            new ContractValue("output", ArcType.Of(Primitive.F32), WasmType.F32));
        var header = ContractCpp.Write([Pow, Put, single]);

        Assert.EndsWith(
            """

            // Module "math".
            namespace imports::math {

            // math.pow, for f32 f64
            template <class T>
            struct pow {
                using signature = T(T, T);

                template <class Host>
                static T call(Host& host, T base, T exp) {
                    return host.template pow<T>(base, exp);
                }
            };

            // Registers the module's imports; Host has a method or method template for every member.
            template <class Linker, class Host>
            void bind(Linker& linker, Host& host) {
                arc::define<pow<float>>(linker, "math", "pow_f32", host);
                arc::define<pow<double>>(linker, "math", "pow_f64", host);
            }

            }  // namespace imports::math

            // Module "series".
            namespace imports::series {

            // series.put, for u8
            template <class T>
            struct put {
                using signature = void(arc::series<T>, std::int64_t);

                template <class Host>
                static void call(Host& host, arc::series<T> this_, std::int64_t index) {
                    host.template put<T>(this_, index);
                }
            };

            // Registers the module's imports; Host has a method or method template for every member.
            template <class Linker, class Host>
            void bind(Linker& linker, Host& host) {
                arc::define<put<std::uint8_t>>(linker, "series", "put_u8", host);
            }

            }  // namespace imports::series

            }  // namespace arc

            """.ReplaceLineEndings("\n"),
            header,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Cpp_OfTheStandardLibrary_RegistersEveryImportOnce()
    {
        var imports = ModuleSetContract.Of(ModuleSet.Standard);
        var header = ContractCpp.Write(imports);

        foreach (var import in imports)
            Assert.Single(header.Split('\n'), line => line.Contains($"(linker, \"{import.Module}\", \"{import.Name}\", host);", StringComparison.Ordinal));
    }

    [Fact]
    public void Wit_OfImports_IsOneInterfaceAModule() => Assert.Equal(
        """
        // Strings, series and channels are s32 handles and keys.
        package arc:contract@1.0.0;

        /// Module "math".
        interface %math {
            /// math.pow_f64 (base f64, exp f64) -> f64
            %pow-f64: func(%base: f64, %exp: f64) -> f64;
        }

        /// Module "series".
        interface %series {
            /// series.put_u8 (this series u8, index i64)
            %put-u8: func(%this: s32, %index: s64);
        }

        world guest {
            import %math;
            import %series;
        }

        """,
        ContractWit.Write([Put, Pow]));

    [Fact]
    public void ModuleSet_Standard_HasEveryImportOnce()
    {
        var imports = ModuleSetContract.Of(ModuleSet.Standard);

        Assert.Equal(imports.Length, imports.Select(i => (i.Module, i.Name)).Distinct().Count());
        Assert.Contains(imports, i => (i.Module, i.Name) == ("series", "len"));
    }
}
